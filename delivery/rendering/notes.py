"""Short replies without buttons."""

from delivery.rendering.calendar import next_asked
from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from rules.payloads.notes import Note, Notice, NotKept, PrivateOnly
from rules.payloads.payload import stored
from texts.message import Message
from texts.messages import notes as texts


@renders(Note)
async def note(context: RenderingContext, payload: Note) -> Message:
    """The text that it names, filled in with what it has."""
    _, _, given = stored(payload)
    return texts.note(context.t, **given)


@renders(Notice)
async def notice(context: RenderingContext, payload: Notice) -> Message:
    """What would have popped up."""
    return texts.notice(context.t, payload.key)


@renders(NotKept)
async def not_kept(context: RenderingContext, payload: NotKept) -> Message:
    """With when the next questions come, to whom that is of use."""
    timezone = context.programme.schedule.timezone
    viewer = await context.viewer()
    until = viewer.paused_until if viewer else None
    next_at = await next_asked(context) if payload.moment in texts.WITH_NEXT else None
    return texts.not_kept(context.t, payload.moment, payload.kind, next_at, until, timezone)


@renders(PrivateOnly)
async def private_only(context: RenderingContext, _payload: PrivateOnly) -> Message:
    """To a group."""
    return texts.note(context.t, "private_only")
