"""The core theme of a practice."""

from delivery.rendering.context import RenderingContext
from delivery.rendering.desk import own_practice
from delivery.rendering.renderers import renders
from rules.payloads.theme import CoreTheme
from storage import themes
from texts.message import Message
from texts.messages import help as help_texts
from texts.messages import theme as texts


@renders(CoreTheme)
async def of_practice(context: RenderingContext, payload: CoreTheme) -> Message:
    """What it is; just `changed`: with what it was."""
    practice = await own_practice(context, payload.practice_id)
    if practice is None:
        return help_texts.refused(context.t)
    theme = await themes.get(context.connection, practice.id)
    if payload.changed and theme.now:
        return texts.changed(context.t, practice.id, practice.name, theme.now, theme.before)
    return texts.theme(context.t, practice.name, theme.now)
