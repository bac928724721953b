"""The core theme of a practice."""

from delivery.rendering.context import RenderingContext
from delivery.rendering.desk import own_practice
from delivery.rendering.renderers import renders
from rules.payloads.theme import CoreTheme
from storage import rewordings, themes
from texts.message import Message
from texts.messages import help as help_texts
from texts.messages import theme as texts


@renders(CoreTheme)
async def of_practice(context: RenderingContext, payload: CoreTheme) -> Message:
    """What it is, and the way back to what it was."""
    practice = await own_practice(context, payload.practice_id)
    if practice is None:
        return help_texts.refused(context.t)
    now = await themes.get(context.connection, practice.id)
    before = await rewordings.newest(context.connection, "theme", practice.id)
    return texts.theme(context.t, practice.name, now, before, ask=not payload.changed)
