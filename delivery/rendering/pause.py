"""A pause in words, as it stands when it is said."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from delivery.rendering.calendar import next_asked
from delivery.rendering.context import RenderingContext
from rules.access import ANSWERING, may_run_practice
from rules.pause import mondays
from storage import people
from texts.message import Message
from texts.messages import pause as texts

#: A reason that says nothing: the coordinator need not be told.
NO_REASON = "other"


async def how_long(context: RenderingContext) -> Message:
    return texts.how_long(context.t, context.row.params["reason"])


async def until(context: RenderingContext) -> Message:
    """A day to pick or to type."""
    params = context.row.params
    return texts.until(
        context.t, params["reason"], mondays(_local(context, context.now)), again=bool(params.get("again"))
    )


async def paused(context: RenderingContext) -> Message | None:
    """Until when; right after it was chosen also whether the coordinator may know why."""
    viewer = await context.viewer()
    if viewer is None or viewer.paused_until is None or not viewer.is_pausing(context.now):
        return None
    reason = context.row.params.get("reason")
    ask_about = reason if reason != NO_REASON else None
    return texts.paused(context.t, _local(context, viewer.paused_until), ask_about)


async def resumed(context: RenderingContext) -> Message:
    """Back again, and when the next check-in comes."""
    next_at = await next_asked(context)
    moment = context.t.moment(next_at, context.programme.schedule.timezone) if next_at else None
    return texts.resumed(context.t, moment)


async def ends(context: RenderingContext) -> Message | None:
    """On the evening before, unless the pause was changed or ended since."""
    viewer = await context.viewer()
    back_on = date.fromisoformat(context.row.params["back_on"])
    if viewer is None or viewer.stopped or viewer.paused_until is None:
        return None
    return texts.ends(context.t, back_on) if _local(context, viewer.paused_until) == back_on else None


async def shared(context: RenderingContext) -> Message | None:
    """To a coordinator: who pauses and why, as long as that person lets it be known."""
    reader, about = await context.viewer(), await people.viewer_by_id(context.connection, context.subject_id)
    pause = await people.shared_pause(context.connection, context.subject_id)
    if reader is None or about is None or pause is None or about.practice_id is None:
        return None
    role = next((role for role in ANSWERING if role in about.roles), None)
    if role is None or not may_run_practice(reader, about.practice_id):
        return None
    return texts.shared(context.t, pause.address, role, pause.reason, _local(context, pause.until))


def _local(context: RenderingContext, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(context.programme.schedule.timezone)).date()
