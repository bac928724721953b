"""Short replies without buttons."""

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from rules.payloads.notes import Note, PrivateOnly
from rules.payloads.payload import stored
from texts.message import Message
from texts.messages import notes as texts


@renders(Note)
async def note(context: RenderingContext, payload: Note) -> Message:
    """The text that it names, filled in with what it has."""
    _, _, given = stored(payload)
    return texts.note(context.t, **given)


@renders(PrivateOnly)
async def private_only(context: RenderingContext, _payload: PrivateOnly) -> Message:
    """To a group."""
    return texts.note(context.t, "private_only")
