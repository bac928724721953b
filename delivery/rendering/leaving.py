"""`/stop` and `/wissen` in words, and what goes from the chat of somebody who was erased."""

from delivery.rendering.context import Emptied, RenderingContext, TakenAway
from delivery.rendering.renderers import renders
from rules.payloads.leaving import MessageEmptied, MessagesTakenAway, Stopped
from texts.message import Message
from texts.messages import leaving as texts


@renders(Stopped)
async def stopped(context: RenderingContext, payload: Stopped) -> Message:
    """That it stops, and what becomes of what was said."""
    if payload.withdrew:
        return texts.withdrawn(context.t, context.keeping.withdrawn_days)
    viewer = await context.viewer()
    return texts.stopped(context.t, takes_part=bool(viewer and viewer.roles))


@renders(MessageEmptied)
async def emptied(context: RenderingContext, _payload: MessageEmptied) -> Emptied:
    """The same few words in each."""
    return Emptied(texts.emptied(context.t))


@renders(MessagesTakenAway)
async def taken_away(_context: RenderingContext, payload: MessagesTakenAway) -> TakenAway:
    """No words: the bot's own messages go."""
    return TakenAway(payload.messages)
