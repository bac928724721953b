"""`/uitnodigen`: links that let people into a practice; which still work, and taking one back."""

from datetime import timedelta
from typing import Protocol

from handlers import readiness
from handlers.closed import check_open
from handlers.desk import note_change, waited_for
from handlers.guards import OfPractice
from handlers.refusals import NotYours
from handlers.registry import command, tapped, typed
from handlers.turn import Turn
from rules.access import Role, may_invite
from rules.invitation import DAYS, LONGEST_NAME, Invitation, uses_to_choose
from rules.payloads.endings import Succession
from rules.payloads.invitations import (
    InvitationCard,
    InvitationLink,
    PracticesToInviteTo,
    RevocationQuestion,
    RolesToInvite,
    RunningInvitations,
)
from rules.typed_text import one_line
from storage import endings, invitations, unled
from texts.messages.invitation_card import CHOICES
from texts.taps.invitations import (
    InvitationAsked,
    InvitationChoiceAsked,
    InvitationProlonged,
    InvitationShown,
    InvitationSized,
    InvitationsShown,
    InvitationTranslated,
    InvitingShown,
    PosterAsked,
    RevocationAsked,
    RevocationConfirmed,
)


@command("uitnodigen")
async def uitnodigen(turn: Turn) -> None:
    """Whom to invite? A manager says first to which practice."""
    if Role.MANAGER in turn.viewer.roles:
        await turn.say(PracticesToInviteTo())
    else:
        await turn.say(RolesToInvite(turn.viewer.own_practice_id))


async def _as_what(turn: Turn, practice_id: int) -> tuple[Role, ...]:
    is_led = not await unled.is_so(turn.connection, practice_id)
    return may_invite(turn.viewer, practice_id, is_led=is_led)


async def _invites(turn: Turn, tap: OfPractice) -> tuple[Role, ...]:
    """As what the viewer may invite people to this practice."""
    if roles := await _as_what(turn, tap.practice_id):
        return roles
    raise NotYours


@tapped(InvitingShown, loads=_invites)
async def inviting_shown(turn: Turn, tap: InvitingShown, _roles: tuple[Role, ...]) -> None:
    """A practice was chosen, or back from the list of invitations."""
    await turn.show(RolesToInvite(tap.practice_id))


async def _role(turn: Turn, tap: InvitationAsked) -> Role:
    return await _one_of(turn, tap.practice_id, tap.role)


async def _caregiver(turn: Turn, tap: OfPractice) -> Role:
    return await _one_of(turn, tap.practice_id, Role.CAREGIVER)


async def _one_of(turn: Turn, practice_id: int, role: str) -> Role:
    """A role that the viewer may invite people as."""
    found = next((known for known in await _as_what(turn, practice_id) if known == role), None)
    if found is None:
        raise NotYours
    return found


@tapped(InvitationAsked, loads=_role)
async def invitation_asked(turn: Turn, tap: InvitationAsked, role: Role) -> None:
    """A role was chosen. The token is made when the link is sent: it never lies in a queue."""
    # One link for one caregiver, so that who holds one cannot come in again and again; for many there is the poster.
    await _invite(turn, tap.practice_id, role, 1 if role is Role.CAREGIVER else invitations.DEFAULT_USES)


@tapped(PosterAsked, loads=_caregiver)
async def poster_asked(turn: Turn, tap: PosterAsked, role: Role) -> None:
    """For many caregivers; how many come in on which day is shown to the managers."""
    await _invite(turn, tap.practice_id, role, invitations.DEFAULT_USES)


async def _invite(turn: Turn, practice_id: int, role: Role, uses: int) -> None:
    await check_open(turn, practice_id)
    await readiness.check_before_inviting(turn, role, practice_id)
    who = turn.viewer.person_id
    invitation_id = await invitations.create(turn.connection, role, practice_id, turn.now, uses=uses, created_by=who)
    await note_change(turn, "invitation_made", practice_id, invitation=invitation_id, role=role.value)
    await turn.say(InvitationLink(invitation_id))


@tapped(InvitationsShown, loads=_invites)
async def invitations_shown(turn: Turn, tap: InvitationsShown, _roles: tuple[Role, ...]) -> None:
    """Which still work."""
    await turn.show(RunningInvitations(tap.practice_id, page=tap.page))


class OfInvitation(Protocol):
    @property
    def invitation_id(self) -> int: ...


async def _own(turn: Turn, tap: OfInvitation) -> Invitation:
    return await _mine(turn, tap.invitation_id)


async def _mine(turn: Turn, invitation_id: int) -> Invitation:
    """An invitation that the viewer could have made themselves, or that hands over their own role."""
    found = await invitations.get(turn.connection, invitation_id)
    if found is None or not found.practice_id:
        raise NotYours
    may = found.role in await _as_what(turn, found.practice_id)
    if not may and await endings.predecessor(turn.connection, found.id) != turn.viewer.person_id:
        raise NotYours
    return found


@tapped(InvitationShown, loads=_own)
async def invitation_shown(turn: Turn, tap: InvitationShown, invitation: Invitation) -> None:
    """What it is called, how long and for whom it works, and what it brought."""
    await turn.wait_for(None)
    await (turn.say if tap.anew else turn.show)(InvitationCard(invitation.id))


@tapped(InvitationChoiceAsked, loads=_own)
async def choice_asked(turn: Turn, tap: InvitationChoiceAsked, invitation: Invitation) -> None:
    """A name is typed; the rest is chosen."""
    if tap.what not in CHOICES:
        raise NotYours
    await turn.wait_for(None)
    if tap.what == "name":
        await turn.wait_for(f"invitation_name:{invitation.id}")
    await turn.show(InvitationCard(invitation.id, ask=tap.what, page=tap.page))


@typed("invitation_name")
async def name_typed(turn: Turn) -> None:
    """What the coordinator calls it."""
    found = await _mine(turn, waited_for(turn))
    name = one_line(turn.happened.text)
    if not 0 < len(name) <= LONGEST_NAME:
        await turn.say(InvitationCard(found.id, ask="name", problem="too_long" if name else None))
        return
    await turn.wait_for(None)
    await invitations.rename(turn.connection, found.id, name, turn.viewer.person_id)
    await turn.say(InvitationCard(found.id))


@tapped(InvitationProlonged, loads=_own)
async def invitation_prolonged(turn: Turn, tap: InvitationProlonged, invitation: Invitation) -> None:
    """Until another day, sooner or later; what was taken back or is over stays so."""
    if tap.days not in DAYS or not await invitations.is_usable(turn.connection, invitation.id, turn.now):
        raise NotYours
    await invitations.expire(turn.connection, invitation.id, turn.now + timedelta(days=tap.days))
    await note_change(turn, "invitation_changed", invitation.practice_id, invitation=invitation.id, days=tap.days)
    await turn.show(InvitationCard(invitation.id))


@tapped(InvitationSized, loads=_own)
async def invitation_sized(turn: Turn, tap: InvitationSized, invitation: Invitation) -> None:
    """For more people or fewer: participants only, since who holds a caregiver's link must not come in again."""
    if tap.uses not in uses_to_choose(invitation):
        raise NotYours
    await invitations.set_uses(turn.connection, invitation.id, tap.uses)
    await note_change(turn, "invitation_changed", invitation.practice_id, invitation=invitation.id, uses=tap.uses)
    await turn.show(InvitationCard(invitation.id))


@tapped(InvitationTranslated, loads=_own)
async def invitation_translated(turn: Turn, tap: InvitationTranslated, invitation: Invitation) -> None:
    """The same invitation once more, for readers of another language; each shows what it brought."""
    is_ours = tap.language in turn.programme.languages and invitation.is_for_many
    if not is_ours or not await invitations.is_usable(turn.connection, invitation.id, turn.now):
        raise NotYours
    made = await invitations.again(turn.connection, invitation.id, turn.now)
    await note_change(turn, "invitation_made", invitation.practice_id, invitation=made, role=invitation.role.value)
    await turn.say(InvitationLink(made, readers=tap.language))


@tapped(RevocationAsked, loads=_own)
async def revocation_asked(turn: Turn, _tap: RevocationAsked, invitation: Invitation) -> None:
    """Says what would happen, and asks once more."""
    await turn.show(RevocationQuestion(invitation.id))


@tapped(RevocationConfirmed, loads=_own)
async def revocation_confirmed(turn: Turn, _tap: RevocationConfirmed, invitation: Invitation) -> None:
    """The viewer is sure."""
    assert invitation.practice_id is not None  # of a manager's invitation nobody is the owner in the chat
    await invitations.revoke(turn.connection, invitation.id, turn.now)
    await note_change(turn, "invitation_revoked", invitation.practice_id, invitation=invitation.id)
    turn.toast = "revoked"
    may_list = invitation.role in await _as_what(turn, invitation.practice_id)
    await turn.show(RunningInvitations(invitation.practice_id) if may_list else Succession(invitation.practice_id))
