"""The schedule of all practices in words, for the programme's managers."""

from functools import partial

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from programme.schedule import Schedule
from rules.access import may_see_programme
from rules.cadence import upcoming
from rules.holidays import public_holiday
from rules.payloads.schedule import ScheduleState
from rules.schedule_change import FIELDS, Standing, choices, is_possible, proposal, read
from storage import rounds
from texts.message import Message
from texts.messages import help as help_texts
from texts.messages import schedule as texts
from texts.messages.schedule import ScheduleView

#: So many coming rounds are listed.
LISTED = 5


@renders(ScheduleState)
async def schedule(context: RenderingContext, payload: ScheduleState) -> Message:
    """In force; or a draft of another one; or the values that a field of it can have."""
    viewer = await context.viewer()
    if viewer is None or not may_see_programme(viewer):
        return help_texts.refused(context.t)
    standing = Standing(await context.schedule(), context.now, await rounds.busy_until(context.connection))
    draft = read(payload.draft, standing.schedule.timezone)
    field = next((one for one in FIELDS if one == payload.field), None)
    if draft and field:
        return texts.choose(context.t, field, draft, choices(draft, field, standing))
    return texts.schedule(context.t, as_view(context, standing, draft))


def as_view(context: RenderingContext, standing: Standing, draft: Schedule | None) -> ScheduleView:
    """The schedule in force, or a draft of another as far as it is possible, with the next slots."""
    goes_on = proposal(standing)
    is_new = draft is not None and draft != goes_on
    was_too_late = draft is not None and is_new and not is_possible(draft, standing)
    shown = draft if draft and is_new and not was_too_late else goes_on
    schedule = shown if is_new and not was_too_late else standing.schedule
    named = partial(public_holiday, language=context.t.language)
    slots = upcoming(schedule, context.now, named, LISTED)
    return ScheduleView(schedule, slots, shown, is_new and not was_too_late, was_too_late)
