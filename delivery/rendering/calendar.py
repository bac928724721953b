"""When people will be asked: the schedule, the school holidays where they live, their pause and their own time."""

from datetime import datetime
from functools import partial

from delivery.rendering.context import RenderingContext
from programme.schedule import Schedule
from rules.access import ANSWERING, Role, Viewer
from rules.cadence import Slot, upcoming
from rules.holidays import public_holiday, school_holiday
from rules.own_time import Window, asked_at
from storage import practices, rounds
from storage.practices import Practice
from storage.rounds import Round
from texts.messages.rounds import PlannedRound

#: How far ahead a round is looked for in which somebody is asked again: past any summer holiday.
AHEAD = 30


def asked_roles(context: RenderingContext) -> list[Role]:
    """The roles that this programme asks something."""
    return [role for role in ANSWERING if context.programme.form(role.value)]


def planned(
    context: RenderingContext, schedule: Schedule, practice: Practice, count: int, newest: Round | None
) -> list[PlannedRound]:
    """The next rounds of a practice: when, why not on the usual day, and who is left in peace.

    newest: the one that was opened or skipped last is none to come.
    """
    if practice.closed_at:
        return []
    named = partial(public_holiday, language=context.t.language)
    slots = upcoming(schedule, _since(context, newest), named, count)
    return [_planned(context, practice, one) for one in slots]


def _since(context: RenderingContext, newest: Round | None) -> datetime:
    """Now; when a clock a little ahead of ours has opened or skipped this one already, then."""
    return max(context.now, newest.opened_at) if newest else context.now


def _planned(context: RenderingContext, practice: Practice, one: Slot) -> PlannedRound:
    holiday = school_holiday(one.opens_on, practice.region, context.t.language)
    asks = [role for role in asked_roles(context) if not holiday or role not in practice.resting]
    everybody = len(asks) == len(asked_roles(context))
    return PlannedRound(one.opens_at, one.moved_because, asks, None if everybody else holiday)


async def next_asked(context: RenderingContext) -> datetime | None:
    """When the one spoken to is asked next, at their own time; None when nothing is in sight, or they stopped."""
    viewer = await context.viewer()
    window = await _next_window(context, viewer) if viewer and not viewer.stopped else None
    return asked_at(window, viewer.time_preference) if viewer and window else None


async def _next_window(context: RenderingContext, viewer: Viewer) -> Window | None:
    answering = viewer.answering_practice_id
    practice = await practices.get(context.connection, answering) if answering else None
    if practice is not None and practice.closed_at:
        return None
    schedule = await context.schedule(viewer.answering_practice_id)
    newest = await rounds.newest(context.connection, practice.id) if practice else None
    slots = upcoming(schedule, _since(context, newest), public_holiday, AHEAD)
    found = next((one for one in slots if _asks(one, viewer, practice)), None)
    return Window(found.opens_at, found.closes_at, schedule.timezone) if found else None


def _asks(one: Slot, viewer: Viewer, practice: Practice | None) -> bool:
    if viewer.is_pausing(one.opens_at):
        return False
    answering = viewer.roles & set(ANSWERING)
    rests = practice is not None and school_holiday(one.opens_on, practice.region) is not None
    return not rests or practice is None or not answering <= practice.resting
