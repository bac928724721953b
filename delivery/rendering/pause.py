"""A pause in words, as it stands when it is said."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from delivery.rendering.calendar import next_asked
from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from rules.access import ANSWERING, may_run_practice
from rules.pause import mondays
from rules.payloads.pause import Paused, PauseEnds, PauseHowLong, PauseShared, PauseUntil, Resumed
from storage import people, practices
from texts.message import Message
from texts.messages import pause as texts

#: A reason that says nothing: the coordinator need not be told.
NO_REASON = "other"


@renders(PauseHowLong)
async def how_long(context: RenderingContext, payload: PauseHowLong) -> Message:
    return texts.how_long(context.t, payload.reason)


@renders(PauseUntil)
async def until(context: RenderingContext, payload: PauseUntil) -> Message:
    """A day to pick or to type."""
    return texts.until(context.t, payload.reason, mondays(_local(context, context.now)), again=payload.again)


@renders(Paused)
async def paused(context: RenderingContext, payload: Paused) -> Message | None:
    """Until when; right after it was chosen also whether the coordinator may know why."""
    viewer = await context.viewer()
    if viewer is None or viewer.paused_until is None or not viewer.is_pausing(context.now):
        return None
    ask_about = payload.reason if payload.reason != NO_REASON else None
    return texts.paused(context.t, _local(context, viewer.paused_until), ask_about)


@renders(Resumed)
async def resumed(context: RenderingContext, _payload: Resumed) -> Message:
    """Back again, and when the next check-in comes."""
    next_at = await next_asked(context)
    moment = context.t.moment(next_at, context.programme.schedule.timezone) if next_at else None
    return texts.resumed(context.t, moment)


@renders(PauseEnds)
async def ends(context: RenderingContext, payload: PauseEnds) -> Message | None:
    """On the evening before, unless the pause was changed or ended since."""
    viewer = await context.viewer()
    back_on = date.fromisoformat(payload.back_on)
    if viewer is None or viewer.stopped or viewer.paused_until is None:
        return None
    practice = await practices.get(context.connection, viewer.practice_id) if viewer.practice_id else None
    if practice and practice.closed_at:
        return None  # they were told that it ended, and nothing comes back
    return texts.ends(context.t, back_on) if _local(context, viewer.paused_until) == back_on else None


@renders(PauseShared)
async def shared(context: RenderingContext, payload: PauseShared) -> Message | None:
    """To a coordinator: who pauses and why, as long as that person lets it be known."""
    reader, about = await context.viewer(), await people.viewer_by_id(context.connection, payload.person_id)
    pause = await people.shared_pause(context.connection, payload.person_id)
    if reader is None or about is None or pause is None or about.answering_practice_id is None:
        return None
    role = next((role for role in ANSWERING if role in about.roles), None)
    if role is None or not may_run_practice(reader, about.answering_practice_id):
        return None
    return texts.shared(context.t, pause.address, role, pause.reason, _local(context, pause.until))


def _local(context: RenderingContext, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(context.programme.schedule.timezone)).date()
