"""How many have not finished, and the one nudge of a round."""

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from rules.access import may_run_practice
from rules.own_time import next_allowed
from rules.payloads.nudge import Nudge
from storage import figures, nudges, practices, rounds
from texts.message import Message
from texts.messages import help as help_texts
from texts.messages import nudge as texts


@renders(Nudge)
async def of_practice(context: RenderingContext, payload: Nudge) -> Message:
    """For its coordinators."""
    practice, viewer = await practices.get(context.connection, payload.practice_id), await context.viewer()
    if practice is None or viewer is None or not may_run_practice(viewer, practice.id):
        return help_texts.refused(context.t)
    found = await rounds.open_in(context.connection, practice.id)
    if found is None:
        return texts.no_round(context.t, practice.name)
    timezone = context.programme.schedule.timezone
    nudged_at = await nudges.nudged_at(context.connection, found.id)
    view = texts.NudgeView(
        round_id=found.id,
        practice=practice.name,
        opened_on=found.opened_on,
        closes_at=found.closes_at,
        progress=await figures.progress(context.connection, found.id),
        reminded=await nudges.unfinished(context.connection, found.id, context.now),
        is_asked_for=nudged_at is not None,
        at=next_allowed(nudged_at or context.now, timezone),
        now=max(context.now, nudged_at or context.now),  # another clock's may be a little ahead of ours
        timezone=timezone,
    )
    return texts.nudge(context.t, view)
