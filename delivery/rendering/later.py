"""A check-in that comes back, looked at once more when it is said: whoever answered meanwhile hears nothing."""

from datetime import datetime

from msgspec.structs import replace

from delivery.rendering.check_in import as_it_is, missed_before, of_reader, offers, opened, shown
from delivery.rendering.context import NotNow, Rendered, RenderingContext
from delivery.rendering.on_time import waits_in_round
from delivery.rendering.privacy import goes_first
from delivery.rendering.renderers import renders
from rules.access import Viewer
from rules.greeting import SAY_LESS
from rules.own_time import is_quiet, next_allowed
from rules.payloads.check_in import CheckInAgain, CheckInNotThisTime, CheckInPostponed, CheckInReminder
from rules.registration import to_renew
from storage.check_ins import CheckIn
from texts.message import Message
from texts.messages import later as texts


@renders(CheckInAgain)
async def again(context: RenderingContext, payload: CheckInAgain) -> Rendered:
    """At the moment somebody asked for."""
    check_in, viewer = await _still_wanted(context, payload.check_in_id)
    if check_in is None or viewer is None:
        return None
    is_later, when = await waits_in_round(context, check_in)
    if is_later:
        return when
    if await goes_first(context):
        return None
    view = await opened(context, check_in)
    return shown(texts.again(context.t, view), view)


@renders(CheckInReminder)
async def reminder(context: RenderingContext, payload: CheckInReminder) -> Rendered:
    """Some days later; a queue that took too long waits for the hours in which people may be reminded."""
    check_in, viewer = await _still_wanted(context, payload.check_in_id)
    if check_in is None or viewer is None:
        return None
    if to_renew(viewer.memberships):
        return None
    if await missed_before(context, check_in) >= SAY_LESS:
        return None
    timezone = context.programme.schedule.timezone
    if is_quiet(context.now, timezone):
        return _when_allowed(context, check_in)
    is_later, when = await waits_in_round(context, check_in)
    if is_later:
        return when
    tomorrow = offers(context, check_in, viewer.time_preference, ("tomorrow",))
    view = replace(as_it_is(context, check_in), later=tomorrow)
    message = texts.reminder(context.t, view)
    return shown(message, view) if view.answers else message


def _when_allowed(context: RenderingContext, check_in: CheckIn) -> NotNow | None:
    allowed = next_allowed(context.now, context.programme.schedule.timezone)
    return NotNow(allowed) if allowed < check_in.closes_at else None


async def _still_wanted(context: RenderingContext, check_in_id: int) -> tuple[CheckIn | None, Viewer | None]:
    """The check-in, unless it was finished, declined or closed meanwhile, or its person wants no messages now."""
    check_in = await of_reader(context, check_in_id)
    viewer = await context.viewer()
    if check_in is None or not check_in.steps or not check_in.is_open or check_in.finished or check_in.declined:
        return None, None
    if viewer is None or viewer.stopped or viewer.is_pausing(context.now):
        return None, None
    return check_in, viewer


@renders(CheckInPostponed)
async def postponed(context: RenderingContext, payload: CheckInPostponed) -> Message:
    """When it comes back."""
    at = datetime.fromisoformat(payload.at)
    return texts.postponed(context.t, payload.check_in_id, at, context.programme.schedule.timezone)


@renders(CheckInNotThisTime)
async def declined(context: RenderingContext, payload: CheckInNotThisTime) -> Message:
    """Not this time."""
    return texts.declined(context.t, payload.check_in_id)
