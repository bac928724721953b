"""*Vanmiddag*, *Vanavond*, *Morgen*, *Nu invullen*, *Deze keer niet*: a check-in at a time that suits better."""

from datetime import datetime
from typing import get_args

from handlers.check_in import mine, show_after_tap
from handlers.turn import Turn
from rules import own_time
from rules.own_time import Window
from rules.payloads.check_in import CheckInNotThisTime, CheckInPostponed
from storage import check_ins, prompts
from storage.check_ins import CheckIn
from texts.callback_data import CheckInDeclined, CheckInResumed, LaterAsked


async def later_asked(turn: Turn, tap: LaterAsked) -> None:
    """Comes back at that moment, within the round; a button whose moment has passed gives way to fresh ones."""
    check_in = await _own(turn, tap.check_in_id)
    if check_in is None:
        return
    at = _moment(turn, check_in, tap.when)
    if at is None or check_in.finished:
        turn.toast = "not_yours"
        await show_after_tap(turn, check_in)
        return
    schedule = await turn.schedule()
    remind_at = own_time.reminded_at(
        window_of(turn, check_in), turn.viewer.time_preference, at, schedule.remind_after_days
    )
    await prompts.ask_again(turn.connection, check_in.person_id, check_in.id, at, remind_at, turn.now)
    await turn.show(CheckInPostponed(check_in.id, at=at.isoformat()))


def _moment(turn: Turn, check_in: CheckIn, when: str) -> datetime | None:
    chosen = next((known for known in get_args(own_time.Later) if known == when), None)
    return own_time.later(chosen, window_of(turn, check_in), turn.viewer.time_preference, turn.now) if chosen else None


def window_of(turn: Turn, check_in: CheckIn) -> Window:
    """When this check-in can be answered."""
    return Window(check_in.opened_at, check_in.closes_at, turn.programme.schedule.timezone)


async def _own(turn: Turn, check_in_id: int) -> CheckIn | None:
    """Like `mine`, but nobody is asked again on behalf of somebody else."""
    check_in = await mine(turn, check_in_id)
    if check_in and check_in.nickname is not None:
        turn.toast = "not_yours"
        return None
    return check_in


async def check_in_resumed(turn: Turn, tap: CheckInResumed) -> None:
    """*Nu invullen*: the open question, in this message."""
    check_in = await _own(turn, tap.check_in_id)
    if check_in is None:
        return
    await prompts.withdraw(turn.connection, check_in.person_id, check_in.id)
    await check_ins.take_up(turn.connection, check_in.id)
    await show_after_tap(turn, check_in)


async def check_in_declined(turn: Turn, tap: CheckInDeclined) -> None:
    """*Deze keer niet*: this check-in is let go of, without a word about it."""
    check_in = await _own(turn, tap.check_in_id)
    if check_in is None:
        return
    if check_in.finished:
        await show_after_tap(turn, check_in)
        return
    await prompts.decline(turn.connection, check_in.person_id, check_in.id, turn.now)
    await turn.show(CheckInNotThisTime(check_in.id))
