"""What a coordinator's screens have in common: whose practice it is."""

from delivery.rendering.context import RenderingContext
from rules.access import may_run_practice
from storage import practices
from storage.practices import Practice


async def own_practice(context: RenderingContext, practice_id: int | None) -> Practice | None:
    """The practice, if it is the viewer's to look after at this moment."""
    viewer = await context.viewer()
    if practice_id is None or viewer is None or not may_run_practice(viewer, practice_id):
        return None
    return await practices.get(context.connection, practice_id)
