"""`/stop` and `/wissen` in words, and what goes from the chat of somebody who was erased."""

from delivery.rendering.context import RenderingContext, TakenAway
from delivery.rendering.renderers import renders
from rules.payloads.leaving import MessagesTakenAway


@renders(MessagesTakenAway)
async def taken_away(_context: RenderingContext, payload: MessagesTakenAway) -> TakenAway:
    """No words: the bot's own messages go."""
    return TakenAway(payload.messages)
