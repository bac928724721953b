"""The privacy notice is a new one: who agrees goes on, and gets the check-in that was waiting; who does not, stops."""

from handlers.check_in import continue_below, open_check_in
from handlers.stopping import everything
from handlers.turn import Turn
from rules.access import ANSWERING, Membership, Role
from rules.holidays import school_holiday
from rules.payloads.leaving import Stopped
from rules.payloads.notes import Note
from rules.payloads.privacy import Renewal
from rules.registration import to_renew
from storage import consents, eligible, people, practices, rounds
from storage.rounds import Round
from texts import notice


async def fingerprint_for(turn: Turn, mine: Membership) -> str:
    """Of the notice as this membership's person reads it today."""
    practice = await practices.get(turn.connection, mine.practice_id) if mine.practice_id else None
    controller = turn.programme.controller_of(practice.slug if practice else None)
    terms = notice.Terms(controller, turn.policy.keeping, turn.policy.minimum_group)
    return notice.of_notice(turn.t, mine.role, practice.name if practice else None, terms)


async def refused(turn: Turn, words: str) -> None:
    """No: no more messages, and soon nothing is kept. Not for who leads the programme alone."""
    await everything(turn)
    await consents.take_back(turn.connection, turn.viewer.person_id, words, turn.now)
    await turn.show(Stopped(withdrew=True))


async def agreed(turn: Turn) -> None:
    """Yes: then the notice for another role, or the check-in of the open round."""
    viewer = await people.viewer_by_id(turn.connection, turn.viewer.person_id)
    assert viewer is not None
    turn.viewer = viewer
    if to_renew(viewer.memberships):
        await turn.show(Renewal())
        return
    await turn.show(Note("renewed"))
    await join(turn)
    check_in = await open_check_in(turn)
    if check_in and not check_in.finished and not check_in.declined:
        await continue_below(turn, check_in)


async def join(turn: Turn) -> None:
    """Into the open round of their practice, of somebody whom something kept out of it."""
    practice_id = turn.viewer.answering_practice_id
    found = await rounds.open_in(turn.connection, practice_id) if practice_id else None
    if found:
        roles = await _asked_in(turn, found)
        await eligible.join(
            turn.connection, found.id, found.practice_id, turn.viewer.person_id, sorted(roles), turn.now
        )


async def _asked_in(turn: Turn, found: Round) -> set[Role]:
    """The roles this round asks: as it opened, the school holidays counted."""
    practice = await practices.get(turn.connection, found.practice_id)
    is_holiday = practice and found.slot_on and school_holiday(found.opened_on, practice.region)
    resting = practice.resting if practice and is_holiday else frozenset()
    return {role for role in ANSWERING if turn.programme.form(role.value) and role not in resting}
