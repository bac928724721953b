"""The core theme of a practice."""

from delivery.rendering.context import RenderingContext
from delivery.rendering.desk import own_practice
from storage import themes
from texts.message import Message
from texts.messages import help as help_texts
from texts.messages import theme as texts


async def of_practice(context: RenderingContext) -> Message:
    """What it is; just `changed`: with what it was."""
    practice = await own_practice(context, context.subject_id)
    if practice is None:
        return help_texts.refused(context.t)
    theme = await themes.get(context.connection, practice.id)
    if context.row.params.get("changed") and theme.now:
        return texts.changed(context.t, practice.id, practice.name, theme.now, theme.before)
    return texts.theme(context.t, practice.name, theme.now)
