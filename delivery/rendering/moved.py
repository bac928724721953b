"""The last word of a bot that others take over from."""

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from rules.payloads.moved import Moved
from texts.message import Message
from texts.messages import moved as texts


@renders(Moved)
async def moved(context: RenderingContext, payload: Moved) -> Message:
    """Where to press Start now."""
    return texts.moved(context.t, payload.username)
