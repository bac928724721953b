"""What whoever is responsible says to everybody."""

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from rules.payloads.owner_message import OwnerMessage
from storage import owner_messages
from texts.message import Message
from texts.messages import owner_message as texts


@renders(OwnerMessage)
async def owner_message(context: RenderingContext, payload: OwnerMessage) -> Message:
    """In the person's own language, where it was written in that one."""
    said = await owner_messages.texts_of(context.connection, payload.owner_message_id)
    return texts.owner_message(context.t, said, context.programme.controller.name)
