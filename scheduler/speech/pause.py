"""A pause in words, as it stands when it is said."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from rules.access import ANSWERING, may_run_practice
from rules.pause import mondays
from scheduler.speech.calendar import next_asked
from scheduler.speech.speech import Speech
from storage import people
from texts.message import Message
from texts.messages import pause as texts

#: A reason that says nothing: the coordinator need not be told.
NO_REASON = "other"


async def how_long(speech: Speech) -> Message:
    return texts.how_long(speech.t, speech.row.params["reason"])


async def until(speech: Speech) -> Message:
    """A day to pick or to type."""
    params = speech.row.params
    return texts.until(speech.t, params["reason"], mondays(_local(speech, speech.now)), again=bool(params.get("again")))


async def paused(speech: Speech) -> Message | None:
    """Until when; right after it was chosen also whether the coordinator may know why."""
    viewer = await speech.viewer()
    if viewer is None or viewer.paused_until is None or not viewer.is_pausing(speech.now):
        return None
    reason = speech.row.params.get("reason")
    ask_about = reason if reason != NO_REASON else None
    return texts.paused(speech.t, _local(speech, viewer.paused_until), ask_about)


async def resumed(speech: Speech) -> Message:
    """Back again, and when the next check-in comes."""
    next_at = await next_asked(speech)
    moment = speech.t.moment(next_at, speech.programme.schedule.timezone) if next_at else None
    return texts.resumed(speech.t, moment)


async def ends(speech: Speech) -> Message | None:
    """On the evening before, unless the pause was changed or ended since."""
    viewer = await speech.viewer()
    back_on = date.fromisoformat(speech.row.params["back_on"])
    if viewer is None or viewer.stopped or viewer.paused_until is None:
        return None
    return texts.ends(speech.t, back_on) if _local(speech, viewer.paused_until) == back_on else None


async def shared(speech: Speech) -> Message | None:
    """To a coordinator: who pauses and why, as long as that person lets it be known."""
    reader, about = await speech.viewer(), await people.viewer_by_id(speech.connection, speech.subject_id)
    pause = await people.shared_pause(speech.connection, speech.subject_id)
    if reader is None or about is None or pause is None or about.practice_id is None:
        return None
    role = next((role for role in ANSWERING if role in about.roles), None)
    if role is None or not may_run_practice(reader, about.practice_id):
        return None
    return texts.shared(speech.t, pause.telegram_id, role, pause.reason, _local(speech, pause.until))


def _local(speech: Speech, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(speech.programme.schedule.timezone)).date()
