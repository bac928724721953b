"""A practice's own rhythm, set by its coordinators. What is not saved yet is in the buttons alone."""

from handlers import news
from handlers.closed import check_open
from handlers.desk import note_change
from handlers.guards import runs_practice
from handlers.refusals import NotYours
from handlers.registry import tapped
from handlers.turn import Turn
from programme.schedule import Schedule
from rules.own_rhythm import OWN, begins_from, is_allowed, of_practice
from rules.payloads.rhythm import Rhythm
from rules.schedule_change import Standing, is_possible, read
from storage import rounds, schedules
from texts.messages.schedule import NONE
from texts.taps.rhythm import RhythmDropped, RhythmSaved, RhythmShown


@tapped(RhythmShown, may=runs_practice)
async def rhythm_shown(turn: Turn, tap: RhythmShown) -> None:
    """As it is, as it would be, or what there is to choose from."""
    await check_open(turn, tap.practice_id)
    if tap.field not in (NONE, *OWN) or (tap.draft != NONE and await _read(turn, tap.draft) is None):
        raise NotYours
    await turn.show(Rhythm(tap.practice_id, tap.field, draft=tap.draft))


async def _read(turn: Turn, code: str) -> Schedule | None:
    """A draft of what a practice may have; None for anything else."""
    common = await turn.schedule()
    draft = read(code, common.timezone)
    own = of_practice(draft, common) if draft else None
    return own if own and is_allowed(own, turn.programme.own_rhythm, common) else None


@tapped(RhythmSaved, may=runs_practice)
async def rhythm_saved(turn: Turn, tap: RhythmSaved) -> None:
    """From now on, unless its first day has become too near: then it is looked at once more."""
    await check_open(turn, tap.practice_id)
    draft = await _read(turn, tap.draft)
    if draft is None:
        raise NotYours
    in_force = await turn.schedule(tap.practice_id)
    if draft != in_force and not is_possible(draft, await _standing(turn, tap.practice_id, in_force)):
        await turn.show(Rhythm(tap.practice_id, draft=tap.draft))
        return
    if draft != in_force:  # else tapped twice
        await schedules.put_own(turn.connection, tap.practice_id, draft)
        await _changed(turn, tap.practice_id, in_force)
    await turn.show(Rhythm(tap.practice_id))


async def _standing(turn: Turn, practice_id: int, in_force: Schedule) -> Standing:
    busy_until = await rounds.busy_until(turn.connection, practice_id)
    last_on = await rounds.last_opened_on(turn.connection, practice_id)
    return Standing(in_force, turn.now, busy_until, begins_from(last_on))


@tapped(RhythmDropped, may=runs_practice)
async def rhythm_dropped(turn: Turn, tap: RhythmDropped) -> None:
    """The programme's again, from its next slot on."""
    in_force = await turn.schedule(tap.practice_id)
    if await schedules.drop_own(turn.connection, tap.practice_id, turn.now):
        await _changed(turn, tap.practice_id, in_force)
    await turn.show(Rhythm(tap.practice_id))


async def _changed(turn: Turn, practice_id: int, before: Schedule) -> None:
    await note_change(turn, "rhythm_set", practice_id)
    await news.rhythm_changed(turn, practice_id, before)
    turn.toast = "schedule_saved"
