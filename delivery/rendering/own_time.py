"""`/tijd` in words."""

from datetime import time

from delivery.rendering.calendar import next_asked
from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from rules.own_time import PartOfDay
from rules.payloads.own_time import OwnHour, OwnTime
from texts.message import Message
from texts.messages import own_time as texts

NOON, EVENING = time(12), time(18)


@renders(OwnTime)
async def own_time(context: RenderingContext, _payload: OwnTime) -> Message | None:
    """What is chosen, and when the next check-in comes by that choice."""
    viewer = await context.viewer()
    if viewer is None:
        return None
    schedule = await context.schedule(viewer.answering_practice_id)
    return texts.own_time(
        context.t, viewer.time_preference, _part(schedule.at), await next_asked(context), schedule.timezone
    )


@renders(OwnHour)
async def own_hour(context: RenderingContext, payload: OwnHour) -> Message:
    """Which hour."""
    return texts.which_hour(context.t, again=payload.again)


def _part(at: time) -> PartOfDay:
    if at < NOON:
        return "morning"
    return "afternoon" if at < EVENING else "evening"
