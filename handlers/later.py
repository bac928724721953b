"""*Vanmiddag*, *Vanavond*, *Morgen*, *Nu invullen*, *Deze keer niet*: a check-in at a time that suits better."""

from datetime import datetime
from typing import get_args

from handlers.check_in import OfCheckIn, own_check_in, show_after_tap
from handlers.refusals import NotYours
from handlers.registry import tapped
from handlers.turn import Turn
from rules import own_time
from rules.own_time import Window
from rules.payloads.check_in import CheckInNotThisTime, CheckInPostponed
from storage import check_ins, prompts
from storage.check_ins import CheckIn
from texts.taps.later import CheckInDeclined, CheckInResumed, LaterAsked


async def _own(turn: Turn, tap: OfCheckIn) -> CheckIn:
    """Like `own_check_in`, but nobody is asked again on behalf of somebody else."""
    check_in = await own_check_in(turn, tap)
    if check_in.nickname is not None:
        raise NotYours
    return check_in


@tapped(LaterAsked, loads=_own)
async def later_asked(turn: Turn, tap: LaterAsked, check_in: CheckIn) -> None:
    """Comes back at that moment, within the round; a button whose moment has passed gives way to fresh ones."""
    at = _moment(turn, check_in, tap.when)
    if at is None or check_in.finished:
        await show_after_tap(turn, check_in)
        raise NotYours
    schedule = await turn.schedule(check_in.practice_id)
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


@tapped(CheckInResumed, loads=_own)
async def check_in_resumed(turn: Turn, _tap: CheckInResumed, check_in: CheckIn) -> None:
    """*Nu invullen*: the open question, in this message."""
    await prompts.withdraw(turn.connection, check_in.person_id, check_in.id)
    await check_ins.take_up(turn.connection, check_in.id)
    await show_after_tap(turn, check_in)


@tapped(CheckInDeclined, loads=_own)
async def check_in_declined(turn: Turn, _tap: CheckInDeclined, check_in: CheckIn) -> None:
    """*Deze keer niet*: this check-in is let go of, without a word about it."""
    if check_in.finished:
        await show_after_tap(turn, check_in)
        return
    await prompts.decline(turn.connection, check_in.person_id, check_in.id, turn.now)
    await turn.show(CheckInNotThisTime(check_in.id))
