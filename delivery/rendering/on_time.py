"""What nobody asked for, looked at once more when it is said: late, it waits for people's own hours."""

from datetime import datetime
from typing import Protocol

from delivery.rendering.context import NotNow, RenderingContext
from rules.own_time import WHENEVER, Window, is_on_time, is_quiet, next_allowed, said_at
from storage.outbox import Lane


class Answerable(Protocol):
    """A round, or a check-in in it."""

    @property
    def opened_at(self) -> datetime: ...
    @property
    def closes_at(self) -> datetime: ...


def waits(context: RenderingContext) -> NotNow | None:
    """Until people may be disturbed again, for what comes late; None when it is said now."""
    timezone = context.programme.schedule.timezone
    if not _is_late(context) or not is_quiet(context.now, timezone):
        return None
    return NotNow(next_allowed(context.now, timezone))


async def waits_in_round(context: RenderingContext, about: Answerable) -> tuple[bool, NotNow | None]:
    """(whether it is not said now, when it is: None for never): at the person's own hour, and within the round."""
    if not _is_late(context):
        return False, None
    window = Window(about.opened_at, about.closes_at, context.programme.schedule.timezone)
    viewer = await context.viewer()
    at = said_at(window, viewer.time_preference if viewer else WHENEVER, context.now)
    return at != context.now, NotNow(at) if at else None


def _is_late(context: RenderingContext) -> bool:
    planned = context.row.planned_for
    return context.row.lane != Lane.INTERACTIVE and planned is not None and not is_on_time(planned, context.now)
