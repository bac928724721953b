"""A check-in's messages, as its answers stand when they are sent."""

from rules.check_in import find, open_step
from scheduler.speech.speech import CheckInShown, Rendered, Speech
from storage import check_ins
from storage.check_ins import OVERVIEW, CheckIn
from texts.message import Message
from texts.messages import check_in as texts
from texts.messages.check_in import CheckInView


async def current(speech: Speech) -> Rendered:
    """The question it stands at, the list to change from, or the thanks. Over: nothing is asked any more."""
    check_in = await check_ins.get(speech.connection, speech.subject_id, speech.programme)
    if check_in is None:
        return None
    if not check_in.is_open:
        return texts.over(speech.t, _view(speech, check_in)) if speech.row.edits else None
    view = _view(speech, check_in)
    shown = None if view.overview or view.at is None else view.at.key
    return CheckInShown(texts.check_in(speech.t, view), check_in.id, shown)


async def past(speech: Speech) -> Message | None:
    """An older message of a check-in that goes on below."""
    check_in = await check_ins.get(speech.connection, speech.subject_id, speech.programme)
    return texts.past(speech.t, _view(speech, check_in)) if check_in else None


async def over(speech: Speech) -> Message | None:
    """The round is closed."""
    check_in = await check_ins.get(speech.connection, speech.subject_id, speech.programme)
    return texts.over(speech.t, _view(speech, check_in)) if check_in else None


def _view(speech: Speech, check_in: CheckIn) -> CheckInView:
    looked_at = find(check_in.walk, check_in.looking_at) if check_in.looking_at else None
    return CheckInView(
        check_in_id=check_in.id,
        version=check_in.version,
        practice=check_in.practice,
        opened_on=check_in.opened_on,
        closes_at=check_in.closes_at,
        timezone=speech.programme.schedule.timezone,
        walk=check_in.walk,
        answers=check_in.answers,
        experiments=check_in.experiments,
        central={central.key: central for central in speech.programme.central_questions},
        at=looked_at or open_step(check_in.walk, check_in.answers),
        overview=check_in.looking_at == OVERVIEW,
    )
