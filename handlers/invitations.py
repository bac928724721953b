"""`/uitnodigen`: links that let people into a practice; which still work, and taking one back."""

from handlers.desk import note_change
from handlers.turn import Turn
from rules.access import Role, may_invite
from rules.invitation import Invitation
from rules.payloads.invitations import (
    InvitationLink,
    PracticesToInviteTo,
    RevocationQuestion,
    RolesToInvite,
    RunningInvitations,
)
from storage import invitations
from texts.callback_data import (
    InvitationAsked,
    InvitationsShown,
    InvitingShown,
    RevocationAsked,
    RevocationConfirmed,
)


async def uitnodigen(turn: Turn) -> None:
    """Whom to invite? A manager says first to which practice."""
    if Role.MANAGER in turn.viewer.roles:
        await turn.say(PracticesToInviteTo())
    else:
        await turn.say(RolesToInvite(turn.viewer.own_practice_id))


async def inviting_shown(turn: Turn, tap: InvitingShown) -> None:
    """A practice was chosen, or back from the list of invitations."""
    if _may(turn, tap.practice_id):
        await turn.show(RolesToInvite(tap.practice_id))


async def invitation_asked(turn: Turn, tap: InvitationAsked) -> None:
    """A role was chosen. The token is made when the link is sent: it never lies in a queue."""
    if tap.role not in {role.value for role in may_invite(turn.viewer, tap.practice_id)}:
        turn.toast = "not_yours"
        return
    invitation_id = await invitations.create(
        turn.connection, Role(tap.role), tap.practice_id, turn.now, created_by=turn.viewer.person_id
    )
    await note_change(turn, "invitation_made", tap.practice_id, invitation=invitation_id, role=tap.role)
    await turn.say(InvitationLink(invitation_id))


async def invitations_shown(turn: Turn, tap: InvitationsShown) -> None:
    """Which still work."""
    if _may(turn, tap.practice_id):
        await turn.show(RunningInvitations(tap.practice_id, page=tap.page))


async def revocation_asked(turn: Turn, tap: RevocationAsked) -> None:
    """Says what would happen, and asks once more."""
    if await _mine(turn, tap.invitation_id):
        await turn.show(RevocationQuestion(tap.invitation_id))


async def revocation_confirmed(turn: Turn, tap: RevocationConfirmed) -> None:
    """The viewer is sure."""
    invitation = await _mine(turn, tap.invitation_id)
    if invitation and invitation.practice_id:
        await invitations.revoke(turn.connection, invitation.id, turn.now)
        await note_change(turn, "invitation_revoked", invitation.practice_id, invitation=invitation.id)
        turn.toast = "revoked"
        await turn.show(RunningInvitations(invitation.practice_id))


async def _mine(turn: Turn, invitation_id: int) -> Invitation | None:
    """An invitation that the viewer could have made themselves."""
    found = await invitations.get(turn.connection, invitation_id)
    if found and found.practice_id and found.role in may_invite(turn.viewer, found.practice_id):
        return found
    turn.toast = "not_yours"
    return None


def _may(turn: Turn, practice_id: int) -> bool:
    if may_invite(turn.viewer, practice_id):
        return True
    turn.toast = "not_yours"
    return False
