"""`/taal` in words."""

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from rules.payloads.language import Languages
from texts.message import Message
from texts.messages import language as texts


@renders(Languages)
async def languages(context: RenderingContext, payload: Languages) -> Message:
    """Those that the programme speaks."""
    return texts.language(context.t, context.programme.languages, payload.page)
