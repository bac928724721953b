"""`/hulp` in words, and what is no command, or not for this person."""

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from rules.access import Role, Viewer, may_ask_for_contact
from rules.menu import menu, under
from rules.payloads.help import Help
from storage import help_cards, practices
from texts.message import Message
from texts.messages import help as texts
from texts.messages.help import Place


@renders(Help)
async def help_text(context: RenderingContext, _payload: Help) -> Message | None:
    """The commands that this person may give now."""
    viewer = await context.viewer()
    if viewer is None:
        return None
    contact, more = may_ask_for_contact(viewer), under(viewer, "hulp")
    places, practice_id = await _places(context, viewer), viewer.practice_id
    card = await help_cards.shown(context.connection, practice_id) if practice_id else None
    return texts.help_text(context.t, menu(viewer), places, offers_contact=contact, more=more, card=card)


async def _places(context: RenderingContext, viewer: Viewer) -> list[Place]:
    """Where this person is what, the practice that they came to first at the head."""
    held: dict[int | None, list[Role]] = {}
    for membership in viewer.registered:
        held.setdefault(membership.practice_id, []).append(membership.role)
    names = await practices.names(context.connection, [one for one in held if one is not None])
    return [(names[one] if one is not None else None, roles) for one, roles in held.items()]
