"""Who comes in, or back, while a round is open: asked at once if enough of it is left, and counted from then on."""

from datetime import datetime

from handlers.check_in import continue_below, open_check_in
from handlers.turn import Turn
from rules.access import ANSWERING, Role
from rules.holidays import school_holiday
from rules.own_time import Window, reminded_at, said_at
from storage import eligible, practices, prompts, rounds
from storage.check_ins import CheckIn
from storage.rounds import Round


async def join(turn: Turn) -> datetime | None:
    """Into the open round of the viewer's practice, and when they are asked: now, or at a later own hour.

    None when there is none, or too little left of it.
    """
    practice_id = turn.viewer.answering_practice_id
    found = await rounds.open_in(turn.connection, practice_id) if practice_id else None
    at = _asked_at(turn, found) if found else None
    if found is None or at is None:
        return None
    roles, person_id = sorted(await _asked_in(turn, found)), turn.viewer.person_id
    if await eligible.join(turn.connection, found.id, found.practice_id, person_id, roles, turn.now):
        await _plan_reminder(turn, found, at)
    return at


def _asked_at(turn: Turn, found: Round) -> datetime | None:
    window = _window(turn, found)
    begun = max(turn.now, found.opened_at)  # it is open: by a clock a little ahead of ours, or since our turn began
    at = said_at(window, turn.viewer.time_preference, begun) if window.has_room(begun) else None
    return turn.now if at == begun else at


def _window(turn: Turn, found: Round) -> Window:
    return Window(found.opened_at, found.closes_at, turn.programme.schedule.timezone)


async def _plan_reminder(turn: Turn, found: Round, asked: datetime) -> None:
    window = _window(turn, found)
    schedule = await turn.schedule(found.practice_id)
    remind_at = reminded_at(window, turn.viewer.time_preference, asked, schedule.remind_after_days)
    if schedule.reminders and remind_at:
        await prompts.plan_reminder_of(turn.connection, found.id, turn.viewer.person_id, remind_at)


async def _asked_in(turn: Turn, found: Round) -> set[Role]:
    """The roles this round asks: as it opened, the school holidays counted."""
    practice = await practices.get(turn.connection, found.practice_id)
    is_holiday = practice and found.slot_on and school_holiday(found.opened_on, practice.region)
    resting = practice.resting if practice and is_holiday else frozenset()
    return {role for role in ANSWERING if turn.programme.form(role.value) and role not in resting}


async def ask(turn: Turn) -> None:
    """The first check-in of who has just registered."""
    at = await join(turn)
    check_in = await open_check_in(turn) if at else None
    if at is None or check_in is None or not _waits(check_in):
        return
    if at > turn.now:
        await prompts.ask_one(turn.connection, check_in.id, check_in.person_id, at, turn.now)
    else:
        await continue_below(turn, check_in)


def _waits(check_in: CheckIn) -> bool:
    return not (check_in.finished or check_in.declined)
