"""`/hulp` in words, and what is no command, or not for this person."""

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from rules.access import may_ask_for_contact, menu
from rules.payloads.help import Help
from storage import help_cards, practices
from texts.message import Message
from texts.messages import help as texts


@renders(Help)
async def help_text(context: RenderingContext, _payload: Help) -> Message | None:
    """The commands that this person may give now."""
    viewer = await context.viewer()
    if viewer is None:
        return None
    practice = await practices.get(context.connection, viewer.practice_id) if viewer.practice_id else None
    name, contact = practice.name if practice else None, may_ask_for_contact(viewer)
    card = await help_cards.shown(context.connection, practice.id) if practice else None
    return texts.help_text(context.t, menu(viewer), name, viewer.roles, offers_contact=contact, card=card)
