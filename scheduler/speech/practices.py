"""The practices in words, for the programme's managers."""

from zoneinfo import ZoneInfo

from reports.alphabet import alphabetical
from rules.access import may_see_programme
from rules.practice import LONGEST_NAME
from scheduler.speech.speech import Speech
from storage import practices
from storage.practices import Practice
from texts.message import Message
from texts.messages import help as help_texts
from texts.messages import practices as texts
from texts.messages.practices import PracticeView


async def every(speech: Speech) -> Message:
    """All of them, closed ones too, in the alphabet's order."""
    if not await _may(speech):
        return help_texts.refused(speech.t)
    known = sorted(await practices.ever(speech.connection), key=lambda one: alphabetical(one.name))
    return texts.practices(speech.t, [_view(speech, one) for one in known], speech.row.params.get("page", 0))


async def one(speech: Speech) -> Message:
    """What can be done with it; or the question for a new name, or whether one is sure of a `change`."""
    found = await practices.get(speech.connection, speech.subject_id)
    if found is None or not await _may(speech):
        return help_texts.refused(speech.t)
    params, view = speech.row.params, _view(speech, found)
    if params.get("rename"):
        return texts.rename(speech.t, view, params.get("problem"), LONGEST_NAME)
    possible: texts.Change = "reopen" if found.closed_at else "close"
    return (
        texts.change(speech.t, view, possible) if params.get("change") == possible else texts.practice(speech.t, view)
    )


async def adding(speech: Speech) -> Message:
    """A step of adding one."""
    if not await _may(speech):
        return help_texts.refused(speech.t)
    problem = speech.row.params.get("problem")
    match speech.row.params["step"]:
        case "place":
            return texts.which_place(speech.t, problem)
        case "name":
            return texts.which_name(speech.t, problem, LONGEST_NAME)
    return texts.which_region(speech.t)


async def _may(speech: Speech) -> bool:
    viewer = await speech.viewer()
    return viewer is not None and may_see_programme(viewer)


def _view(speech: Speech, one: Practice) -> PracticeView:
    zone = ZoneInfo(speech.programme.schedule.timezone)
    closed_on = one.closed_at.astimezone(zone).date() if one.closed_at else None
    return PracticeView(one.id, one.name, one.region, one.latitude, one.longitude, closed_on)
