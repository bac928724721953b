"""`/uitnodigen`: a coordinator makes a link that lets people into the own practice."""

from handlers.turn import Turn
from rules.access import ANSWERING, Role, may_run_practice
from storage import invitations
from texts.callback_data import InvitationAsked


async def uitnodigen(turn: Turn) -> None:
    """Whom to invite?"""
    await turn.say("roles_to_invite")


async def invitation_asked(turn: Turn, tap: InvitationAsked) -> None:
    """A role was chosen. The token is made when the link is sent: it never lies in a queue."""
    practice_id = turn.viewer.practice_id
    allowed = practice_id is not None and may_run_practice(turn.viewer, practice_id)
    if not allowed or tap.role not in {role.value for role in ANSWERING}:
        turn.notice = "not_yours"
        return
    invitation_id = await invitations.create(
        turn.connection, Role(tap.role), practice_id, turn.now, created_by=turn.viewer.person_id
    )
    await turn.show("invitation", invitation_id)
