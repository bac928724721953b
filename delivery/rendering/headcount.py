"""How many people a practice has."""

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from rules.access import may_run_practice
from rules.payloads.headcount import PracticeHeadcount
from storage import headcounts, practices
from texts.message import Message
from texts.messages import headcount as texts
from texts.messages import help as help_texts


@renders(PracticeHeadcount)
async def of_practice(context: RenderingContext, payload: PracticeHeadcount) -> Message:
    """For its coordinators."""
    practice, viewer = await practices.get(context.connection, payload.practice_id), await context.viewer()
    if practice is None or viewer is None or not may_run_practice(viewer, practice.id):
        return help_texts.refused(context.t)
    counted = await headcounts.of_practice(context.connection, practice.id, context.now)
    return texts.headcount(context.t, practice.name, counted, context.programme.organisation_types)
