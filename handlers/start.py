"""`/start`: with an invitation, into a practice of one's choice where that is open, or back after a while."""

from msgspec.structs import replace

from handlers import joining, readiness, succession
from handlers.check_in import continue_below, open_check_in
from handlers.desk import note_change
from handlers.guards import anybody
from handlers.refusals import NotYours
from handlers.registry import command, tapped
from handlers.turn import Turn
from rules.access import ANSWERING, LEADING, Role
from rules.invitation import Invitation, token_in
from rules.payloads.check_in import NoOpenCheckIn
from rules.payloads.commands import Waiting
from rules.payloads.help import OwnMenu
from rules.payloads.notes import Note
from rules.payloads.pause import Paused
from rules.payloads.privacy import Renewal
from rules.payloads.registration import (
    AlreadyRegistered,
    MoveOffer,
    NotMoved,
    NoToken,
    OpenPractices,
    RefusedInvitation,
    RegistrationState,
)
from rules.registration import to_renew
from storage import invitations, memberships, people, practices, wrong_tokens
from texts.taps.registration import MoveAnswered

#: A deep link's payload is at most 64 characters.
LONGEST_TOKEN = 64


@command("start")
async def start(turn: Turn) -> None:
    """`/start`, with the token of an invitation or without."""
    if turn.happened.argument:
        await invited(turn, token_in(turn.happened.argument) or turn.happened.argument)
    else:
        await _come_in(turn)


async def _come_in(turn: Turn) -> None:
    """Without an invitation: back after a while, or on from where they were."""
    was_away = await ends_absence(turn) or turn.has_missed
    if turn.viewer.unfinished:
        await turn.say(RegistrationState(turn.viewer.unfinished.id))
    elif to_renew(turn.viewer.memberships):
        await turn.say(Renewal())
    elif turn.viewer.roles:
        await _known(turn, was_away=was_away)
    elif turn.policy.registration == "open":
        await turn.say(OpenPractices())
    else:
        await turn.say(NoToken())


async def ends_absence(turn: Turn) -> bool:
    """Whoever stopped hears from the bot again; whether they had."""
    had_stopped = turn.viewer.stopped
    if had_stopped:
        await people.welcome_back(turn.connection, turn.viewer.person_id, turn.now)
        turn.viewer = replace(turn.viewer, stopped=False)
    return had_stopped


async def _known(turn: Turn, *, was_away: bool) -> None:
    """Of who answers where they are; of a leader also what waits for them."""
    if turn.viewer.is_pausing(turn.now):
        await turn.say(Paused())
    else:
        await _asked(turn, was_away=was_away)
    if turn.viewer.roles & LEADING:
        await turn.say(Waiting())


async def _asked(turn: Turn, *, was_away: bool) -> None:
    """The open question, or when the next one comes; who only leads is asked nothing."""
    practice_id = turn.viewer.answering_practice_id
    practice = await practices.get(turn.connection, practice_id) if practice_id else None
    if practice is None:
        return
    if was_away and practice.closed_at is None:
        await turn.say(Note("welcome_back"))
        await joining.join(turn)
    check_in = await open_check_in(turn)
    if check_in and not (check_in.finished or check_in.declined):
        await continue_below(turn, check_in)
    else:
        await turn.say(NoOpenCheckIn(turn.viewer.answering_practice_id))


async def invited(turn: Turn, token: str) -> None:
    """Somebody came with this token, right or wrong."""
    if await wrong_tokens.is_blocked(turn.connection, turn.viewer.person_id, turn.now):
        await turn.say(RefusedInvitation())  # as always: whether this one is right is not to be learned now
        return
    invitation = await invitations.by_token(turn.connection, token) if len(token) <= LONGEST_TOKEN else None
    person_id = turn.viewer.person_id
    if invitation and await memberships.was_invited_by(turn.connection, person_id, invitation.id):
        await _go_on(turn, invitation)
    elif invitation is None or not await invitations.is_usable(turn.connection, invitation.id, turn.now):
        await _refuse(turn)
    elif _has(turn, invitation.role, invitation.practice_id):
        await _go_on(turn, invitation)
    else:
        await readiness.check(turn, invitation.role, invitation.practice_id, is_test=invitation.is_test)
        await _let_in(turn, invitation)


async def _let_in(turn: Turn, invitation: Invitation) -> None:
    if _is_elsewhere(turn, invitation):
        await people.set_pending_invitation(turn.connection, turn.viewer.person_id, invitation.id)
        await turn.say(MoveOffer(invitation.id))
    else:
        await _accept(turn, invitation)


async def _refuse(turn: Turn) -> None:
    """Unknown, used up, expired or revoked: it counts and is answered alike, so that nothing is learned by trying."""
    await wrong_tokens.note(turn.connection, turn.viewer.person_id, turn.now)
    await turn.say(RefusedInvitation())


async def _go_on(turn: Turn, invitation: Invitation) -> None:
    """What they have or had begun: on from there, or back, or there is nothing to do."""
    if turn.viewer.unfinished or turn.viewer.stopped:
        await _come_in(turn)
    else:
        await turn.say(AlreadyRegistered(invitation.practice_id, role=invitation.role))
        await succession.opened_by_a_leader(turn, invitation.id)


def _has(turn: Turn, role: Role, practice_id: int | None) -> bool:
    return any(m.role is role and m.practice_id == practice_id for m in turn.viewer.memberships)


def _is_elsewhere(turn: Turn, invitation: Invitation) -> bool:
    """Answering is done in one practice at a time; several can be coordinated."""
    here = turn.viewer.answering_practice_id
    return invitation.role in ANSWERING and here is not None and here != invitation.practice_id


async def _accept(turn: Turn, invitation: Invitation) -> None:
    if not await invitations.redeem(turn.connection, invitation.id, turn.viewer.person_id, turn.now):
        await _refuse(turn)
        return
    await begin(turn, invitation.practice_id, invitation.role, invitation.id)


async def begin(turn: Turn, practice_id: int | None, role: Role, invitation_id: int | None = None) -> None:
    """A role that is still to be said yes to."""
    person_id = turn.viewer.person_id
    await memberships.begin(turn.connection, person_id, practice_id, role, turn.now, invitation_id)
    viewer = await people.viewer_by_id(turn.connection, person_id)
    assert viewer is not None
    turn.viewer = viewer
    begun = next(m for m in viewer.memberships if m.role is role and m.practice_id == practice_id)
    await turn.show(RegistrationState(begun.id))


@tapped(MoveAnswered, may=anybody)
async def move_answered(turn: Turn, tap: MoveAnswered) -> None:
    """Whether to leave the old practice for the one of the pending invitation."""
    pending = turn.viewer.pending_invitation_id
    await people.set_pending_invitation(turn.connection, turn.viewer.person_id, None)
    invitation = await invitations.get(turn.connection, pending) if pending else None
    if invitation is None:
        raise NotYours
    if not tap.yes:
        await turn.show(NotMoved(turn.viewer.answering_practice_id))
        return
    await readiness.check(turn, invitation.role, invitation.practice_id, is_test=invitation.is_test)
    if not await invitations.redeem(turn.connection, invitation.id, turn.viewer.person_id, turn.now):
        await turn.show(RefusedInvitation())
    else:
        await note_change(turn, "moved", turn.viewer.answering_practice_id)
        await memberships.stop_answering(turn.connection, turn.viewer.person_id, turn.now)
        await turn.say(OwnMenu())
        await begin(turn, invitation.practice_id, invitation.role, invitation.id)
