"""When a practice may expect figures of its caregivers."""

from delivery.rendering.context import RenderingContext
from storage import windows
from texts.messages.next_figures import NextFigures


async def upcoming_figures(context: RenderingContext, practice_id: int) -> NextFigures:
    """From the window that runs, or else from the one that begins next."""
    number, length = await windows.next_figures(context.connection, practice_id)
    return NextFigures(number, length, context.minimum_group)
