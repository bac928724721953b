"""`/hulp` in words, and what is no command, or not for this person."""

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from rules.access import menu
from rules.payloads.help import Help
from storage import practices
from texts.message import Message
from texts.messages import help as texts


@renders(Help)
async def help_text(context: RenderingContext, _payload: Help) -> Message | None:
    """The commands that this person may give now."""
    viewer = await context.viewer()
    if viewer is None:
        return None
    practice = await practices.get(context.connection, viewer.practice_id) if viewer.practice_id else None
    return texts.help_text(context.t, menu(viewer), practice.name if practice else None, viewer.roles)
