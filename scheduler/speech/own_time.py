"""`/tijd` in words."""

from datetime import time

from rules.own_time import PartOfDay
from scheduler.speech.calendar import next_asked
from scheduler.speech.speech import Speech
from texts.message import Message
from texts.messages import own_time as texts

NOON, EVENING = time(12), time(18)


async def own_time(speech: Speech) -> Message | None:
    """What is chosen, and when the next check-in comes by that choice."""
    viewer = await speech.viewer()
    if viewer is None:
        return None
    schedule = await speech.schedule()
    return texts.own_time(speech.t, viewer.wish, _part(schedule.at), await next_asked(speech), schedule.timezone)


def _part(at: time) -> PartOfDay:
    if at < NOON:
        return "morning"
    return "afternoon" if at < EVENING else "evening"
