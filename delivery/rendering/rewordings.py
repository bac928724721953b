"""Whether words of a practice give way to others, asked of who looks after them."""

from delivery.rendering.context import RenderingContext
from delivery.rendering.desk import own_practice
from delivery.rendering.renderers import renders
from rules.payloads.rewordings import RewordingProposed
from storage import rewordings
from texts.message import Message
from texts.messages import help as help_texts
from texts.messages import rewording as texts


@renders(RewordingProposed)
async def proposed(context: RenderingContext, payload: RewordingProposed) -> Message | None:
    """What would be replaced by what."""
    one = await rewordings.get(context.connection, payload.rewording_id)
    if one is None:
        return None
    if await own_practice(context, one.practice_id) is None:
        return help_texts.refused(context.t)
    return texts.proposed(context.t, one)
