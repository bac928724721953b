"""`/stop` and `/wissen` in words, and what goes from the chat of somebody who was erased."""

from delivery.rendering.context import RenderingContext, TakenAway
from delivery.rendering.renderers import always, renders
from rules.payloads.leaving import Erased, ErasureDropped, ErasureQuestion, MessagesTakenAway, NothingKept, Stopped
from texts.messages import leaving as texts

renders(Stopped)(always(texts.stopped))
renders(ErasureQuestion)(always(texts.erase_question))
renders(ErasureDropped)(always(texts.erase_not))
renders(Erased)(always(texts.erased))
renders(NothingKept)(always(texts.nothing_kept))


@renders(MessagesTakenAway)
async def taken_away(_context: RenderingContext, payload: MessagesTakenAway) -> TakenAway:
    """No words: the bot's own messages go."""
    return TakenAway(payload.messages)
