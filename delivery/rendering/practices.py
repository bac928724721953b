"""The practices in words, for the programme's managers."""

from zoneinfo import ZoneInfo

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from reports.alphabet import alphabetical
from rules.access import may_see_programme
from rules.payloads.practices import NewPractice, PracticeCard, Practices
from rules.practice import LONGEST_NAME
from storage import practices
from storage.practices import Practice
from texts.message import Message
from texts.messages import help as help_texts
from texts.messages import practices as texts
from texts.messages.practices import PracticeView


@renders(Practices)
async def every(context: RenderingContext, payload: Practices) -> Message:
    """All of them, closed ones too, in the alphabet's order."""
    if not await _may(context):
        return help_texts.refused(context.t)
    known = sorted(await practices.ever(context.connection), key=lambda one: alphabetical(one.name))
    return texts.practices(context.t, [_view(context, one) for one in known], payload.page)


@renders(PracticeCard)
async def one(context: RenderingContext, payload: PracticeCard) -> Message:
    """What can be done with it; or the question for a new name, or whether one is sure of a `change`."""
    found = await practices.get(context.connection, payload.practice_id)
    if found is None or not await _may(context):
        return help_texts.refused(context.t)
    view = _view(context, found)
    if payload.rename:
        return texts.rename(context.t, view, payload.problem, LONGEST_NAME)
    possible: texts.Change = "reopen" if found.closed_at else "close"
    return texts.change(context.t, view, possible) if payload.change == possible else texts.practice(context.t, view)


@renders(NewPractice)
async def adding(context: RenderingContext, payload: NewPractice) -> Message:
    """A step of adding one."""
    if not await _may(context):
        return help_texts.refused(context.t)
    match payload.step:
        case "place":
            return texts.which_place(context.t, payload.problem)
        case "name":
            return texts.which_name(context.t, payload.problem, LONGEST_NAME)
    return texts.which_region(context.t)


async def _may(context: RenderingContext) -> bool:
    viewer = await context.viewer()
    return viewer is not None and may_see_programme(viewer)


def _view(context: RenderingContext, one: Practice) -> PracticeView:
    zone = ZoneInfo(context.programme.schedule.timezone)
    closed_on = one.closed_at.astimezone(zone).date() if one.closed_at else None
    return PracticeView(one.id, one.name, one.region, one.latitude, one.longitude, closed_on)
