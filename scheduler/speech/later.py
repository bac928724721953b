"""A check-in that comes back, looked at once more when it is said: whoever answered meanwhile hears nothing."""

from dataclasses import replace
from datetime import datetime

from rules.access import Viewer
from rules.own_time import is_quiet, next_allowed
from rules.registration import to_renew
from scheduler.speech.check_in import as_it_is, offers, opened, shown
from scheduler.speech.privacy import renewal
from scheduler.speech.speech import NotNow, Rendered, Speech
from storage import check_ins
from storage.check_ins import CheckIn
from texts.message import Message
from texts.messages import later as texts


async def again(speech: Speech) -> Rendered:
    """At the moment somebody asked for."""
    check_in, viewer = await _still_wanted(speech)
    if check_in is None or viewer is None:
        return None
    if (new_notice := await renewal(speech)) is not None:
        return new_notice
    view = await opened(speech, check_in)
    return shown(texts.again(speech.t, view), view)


async def reminder(speech: Speech) -> Rendered:
    """Some days later; a queue that took too long waits for the hours in which people may be reminded."""
    check_in, viewer = await _still_wanted(speech)
    if check_in is None or viewer is None:
        return None
    if to_renew(viewer.memberships):
        return None
    timezone = speech.programme.schedule.timezone
    if is_quiet(speech.now, timezone):
        return _when_allowed(speech, check_in)
    tomorrow = offers(speech, check_in, viewer.wish, ("tomorrow",))
    view = replace(as_it_is(speech, check_in), later=tomorrow)
    message = texts.reminder(speech.t, view)
    return shown(message, view) if view.answers else message


def _when_allowed(speech: Speech, check_in: CheckIn) -> NotNow | None:
    allowed = next_allowed(speech.now, speech.programme.schedule.timezone)
    return NotNow(allowed) if allowed < check_in.closes_at else None


async def _still_wanted(speech: Speech) -> tuple[CheckIn | None, Viewer | None]:
    """The check-in, unless it was finished, declined or closed meanwhile, or its person wants no messages now."""
    check_in = await check_ins.get(speech.connection, speech.subject_id, speech.programme)
    viewer = await speech.viewer()
    if check_in is None or not check_in.is_open or check_in.finished or check_in.declined:
        return None, None
    if viewer is None or viewer.stopped or viewer.is_pausing(speech.now):
        return None, None
    return check_in, viewer


async def postponed(speech: Speech) -> Message:
    """When it comes back."""
    at = datetime.fromisoformat(speech.row.params["at"])
    return texts.postponed(speech.t, speech.subject_id, at, speech.programme.schedule.timezone)


async def declined(speech: Speech) -> Message:
    """Not this time."""
    return texts.declined(speech.t, speech.subject_id)
