"""`/tijd`: the part of the day or the hour, and the weekday, at which somebody wants to be asked."""

from typing import get_args

from msgspec.structs import replace

from handlers.check_in import open_check_in
from handlers.guards import answers
from handlers.later import window_of
from handlers.refusals import NotYours
from handlers.registry import command, tapped, typed
from handlers.turn import Turn
from rules import own_time
from rules.own_time import PartOfDay, TimePreference
from rules.payloads.own_time import OwnHour, OwnTime
from rules.typed_hour import as_stored, read_hour
from storage import people, prompts
from texts.taps.own_time import OwnHourAsked, PartOfDayChosen, WeekdayChosen
from texts.vocabulary import spoken_in


@command("tijd")
async def tijd(turn: Turn) -> None:
    """The own time as it is, and what else it can be."""
    await turn.say(OwnTime())


@tapped(PartOfDayChosen, may=answers)
async def part_of_day_chosen(turn: Turn, tap: PartOfDayChosen) -> None:
    """Morning, afternoon, evening, or an hour that was typed there, from the next message on."""
    hour = read_hour(tap.part_of_day, spoken_in(turn.t))
    if tap.part_of_day not in get_args(PartOfDay) and hour is None:
        raise NotYours
    await prefer_part_of_day(turn, as_stored(hour) if hour else tap.part_of_day)
    await turn.show(OwnTime())


@tapped(OwnHourAsked, may=answers)
async def own_hour_asked(turn: Turn, _tap: OwnHourAsked) -> None:
    """An hour of one's own: to be typed."""
    await turn.wait_for("own_hour")
    await turn.say(OwnHour())


@typed("own_hour")
async def own_hour_typed(turn: Turn) -> None:
    """Shown as it was understood, and asked again when it was not."""
    if not answers(turn.viewer, None):
        raise NotYours
    hour = read_hour(turn.happened.text, spoken_in(turn.t))
    if hour is None:
        await turn.say(OwnHour(again=True))
        return
    await turn.wait_for(None)
    await prefer_part_of_day(turn, as_stored(hour))
    await turn.show(OwnTime())


@tapped(WeekdayChosen, may=answers)
async def weekday_chosen(turn: Turn, tap: WeekdayChosen) -> None:
    """Another day of the week, or the usual one again."""
    if tap.weekday >= own_time.SUNDAY:
        raise NotYours
    await _prefer(turn, replace(turn.viewer.time_preference, weekday=tap.weekday or None))
    await turn.show(OwnTime())


async def prefer_part_of_day(turn: Turn, part_of_day: str) -> None:
    """One of them, or an hour of one's own, from the next message on."""
    await _prefer(turn, replace(turn.viewer.time_preference, part_of_day=part_of_day))


async def _prefer(turn: Turn, time_preference: TimePreference) -> None:
    await people.set_wish(turn.connection, turn.viewer.person_id, time_preference)
    await _replan(turn, time_preference)


async def _replan(turn: Turn, time_preference: TimePreference) -> None:
    """What is still to come of an open check-in moves along."""
    check_in = await open_check_in(turn)
    if check_in is None or check_in.finished:
        return
    window = window_of(turn, check_in)
    is_waiting = await prompts.waits_until(turn.connection, check_in.person_id) is not None
    asked = own_time.asked_at(window, time_preference, turn.now) if is_waiting else check_in.opened_at
    days = (await turn.schedule(check_in.practice_id)).remind_after_days
    remind_at = own_time.reminded_at(window, time_preference, asked, days, turn.now)
    await prompts.replan(turn.connection, check_in.person_id, check_in.id, asked, remind_at)
