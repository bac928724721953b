"""A practice's own rhythm in words, for its coordinators."""

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from delivery.rendering.schedule import as_view
from programme.schedule import Schedule
from rules.access import may_run_practice
from rules.own_rhythm import OWN, among, begins_from, is_allowed, of_practice
from rules.payloads.rhythm import Rhythm
from rules.schedule_change import Standing, choices, read
from storage import practices, rounds
from texts.message import Message
from texts.messages import help as help_texts
from texts.messages import notes
from texts.messages import rhythm as texts


@renders(Rhythm)
async def rhythm(context: RenderingContext, payload: Rhythm) -> Message:
    """In force; or a draft of another one; or the values that a field of it can have."""
    viewer, practice = await context.viewer(), await practices.get(context.connection, payload.practice_id)
    if viewer is None or practice is None or not may_run_practice(viewer, practice.id):
        return help_texts.refused(context.t)
    if practice.closed_at:
        return notes.note(context.t, "practice_closed")
    common, standing = await context.schedule(), await _standing(context, practice.id)
    draft = _draft(context, payload.draft, common)
    field = next((one for one in OWN if one == payload.field), None)
    if draft and field:
        possible = among(choices(draft, field, standing), context.programme.own_rhythm, common)
        return texts.choose(context.t, practice.id, field, draft, possible)
    view = as_view(context, standing, draft)
    return texts.own_rhythm(context.t, practice.id, practice.name, view, is_own=standing.schedule != common)


async def _standing(context: RenderingContext, practice_id: int) -> Standing:
    busy_until = await rounds.busy_until(context.connection, practice_id)
    last_on = await rounds.last_opened_on(context.connection, practice_id)
    return Standing(await context.schedule(practice_id), context.now, busy_until, begins_from(last_on))


def _draft(context: RenderingContext, code: str, common: Schedule) -> Schedule | None:
    found = read(code, common.timezone)
    draft = of_practice(found, common) if found else None
    return draft if draft and is_allowed(draft, context.programme.own_rhythm, common) else None
