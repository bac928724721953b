"""`/stop` and `/wissen` in words, and what goes from the chat of somebody who was erased."""

from delivery.rendering.context import RenderingContext, TakenAway
from delivery.rendering.renderers import renders
from rules.payloads.leaving import MessagesTakenAway, Stopped
from texts.message import Message
from texts.messages import leaving as texts


@renders(Stopped)
async def stopped(context: RenderingContext, payload: Stopped) -> Message:
    """That it stops, and what becomes of what was said."""
    if payload.withdrew:
        return texts.withdrawn(context.t, context.keeping.withdrawn_days)
    viewer = await context.viewer()
    return texts.stopped(context.t, takes_part=bool(viewer and viewer.roles))


@renders(MessagesTakenAway)
async def taken_away(_context: RenderingContext, payload: MessagesTakenAway) -> TakenAway:
    """No words: the bot's own messages go."""
    return TakenAway(payload.messages)
