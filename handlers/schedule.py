"""The schedule of all practices, changed by a manager. What is not saved yet is in the buttons alone."""

from handlers import news
from handlers.guards import leads_programme
from handlers.refusals import NotYours
from handlers.registry import tapped
from handlers.turn import Turn
from programme.schedule import Schedule
from rules.payloads.schedule import ScheduleState
from rules.schedule_change import FIELDS, Standing, is_possible, read
from storage import audit, practices, rounds, schedules
from texts.messages.schedule import NONE
from texts.taps.schedule import ScheduleSaved, ScheduleShown


@tapped(ScheduleShown, may=leads_programme)
async def schedule_shown(turn: Turn, tap: ScheduleShown) -> None:
    """As it is, as it would be, or what there is to choose from."""
    if not _is_ours(turn, tap):
        raise NotYours
    if tap.draft == NONE:
        await turn.show(ScheduleState())
    else:
        await turn.show(ScheduleState(tap.field, draft=tap.draft))


def _is_ours(turn: Turn, tap: ScheduleShown) -> bool:
    is_field = tap.field == NONE or tap.field in FIELDS
    is_draft = tap.draft == NONE or read(tap.draft, turn.programme.schedule.timezone) is not None
    return is_field and is_draft


@tapped(ScheduleSaved, may=leads_programme)
async def schedule_saved(turn: Turn, tap: ScheduleSaved) -> None:
    """From now on, unless its first day has become too near: then it is looked at once more."""
    draft = read(tap.draft, turn.programme.schedule.timezone)
    if draft is None:
        raise NotYours
    in_force = await turn.schedule()
    if draft == in_force:  # tapped twice
        await turn.show(ScheduleState())
    elif not is_possible(draft, Standing(in_force, turn.now, await rounds.busy_until(turn.connection))):
        await turn.show(ScheduleState(NONE, draft=tap.draft))
    else:
        await schedules.put(turn.connection, draft, turn.now)
        await audit.note(turn.connection, "schedule_set", turn.viewer.person_id, turn.now, schedule=tap.draft)
        await _tell(turn, in_force)
        turn.toast = "schedule_saved"
        await turn.show(ScheduleState())


async def _tell(turn: Turn, before: Schedule) -> None:
    """Those whose rounds come at other times now: of practices without a rhythm of their own."""
    own = await schedules.of_their_own(turn.connection, await turn.schedule())
    for practice in await practices.every(turn.connection):
        if practice.id not in own:
            await news.rhythm_changed(turn, practice.id, before)
