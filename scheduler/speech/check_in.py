"""A check-in's messages, as its answers stand when they are sent."""

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from rules.check_in import find, open_step
from rules.openings import standing, variant
from rules.own_time import WHENEVER, Later, Window, Wish
from rules.own_time import later as later_moment
from scheduler.speech.calendar import next_asked
from scheduler.speech.privacy import renewal
from scheduler.speech.speech import CheckInShown, Rendered, Speech
from storage import check_ins, outbox
from storage.check_ins import OVERVIEW, CheckIn
from storage.outbox import Lane
from storage.screens import CURRENT
from texts.message import Message
from texts.messages import check_in as texts
from texts.messages.check_in import CheckInView


async def current(speech: Speech) -> Rendered:
    """The question it stands at, the list to change from, or the thanks. Over: nothing is asked any more."""
    check_in = await check_ins.get(speech.connection, speech.subject_id, speech.programme)
    if check_in is None:
        return None
    if not check_in.is_open:
        return await _over(speech, check_in) if speech.row.edits else None
    if speech.row.lane != Lane.INTERACTIVE:  # an opening, perhaps one that waited for somebody's own time
        if check_in.message_id is not None:
            return None  # they began by themselves
        if (again := await renewal(speech)) is not None:
            return again
    if speech.row.edits and speech.row.edits < (check_in.message_id or 0):
        await _catch_up(speech, check_in)
        return await past(speech)
    view = await opened(speech, check_in)
    return shown(texts.check_in(speech.t, view), view)


async def _catch_up(speech: Speech, check_in: CheckIn) -> None:
    """What this was to show is to be seen in the newer message, which may have been made before there was anything."""
    newer = check_in.message_id
    await outbox.add(speech.connection, CURRENT, check_in.id, now=speech.now, person_id=check_in.person_id, edits=newer)


def shown(message: Message, view: CheckInView) -> CheckInShown:
    """The message, and which question of the check-in it shows."""
    step = None if view.overview or view.at is None else view.at.key
    return CheckInShown(message, view.check_in_id, step, view.version)


async def past(speech: Speech) -> Message | None:
    """An older message of a check-in that goes on below."""
    check_in = await check_ins.get(speech.connection, speech.subject_id, speech.programme)
    return texts.past(speech.t, as_it_is(speech, check_in)) if check_in else None


async def over(speech: Speech) -> Message | None:
    """The round is closed."""
    check_in = await check_ins.get(speech.connection, speech.subject_id, speech.programme)
    return await _over(speech, check_in) if check_in else None


async def _over(speech: Speech, check_in: CheckIn) -> Message:
    view = as_it_is(speech, check_in)
    if view.nickname is None and await check_ins.open_of(speech.connection, check_in.person_id, speech.programme):
        return texts.over(speech.t, replace(view, is_next_open=True))
    return texts.over(speech.t, replace(view, next_at=await next_asked(speech)))


async def opened(speech: Speech, check_in: CheckIn) -> CheckInView:
    """As it is now; before the first answer with words that know the person, and with a way to do it later."""
    view = as_it_is(speech, check_in)
    if view.answers or view.at is None or view.nickname:
        return view
    viewer = await speech.viewer()
    before, was_away = await check_ins.earlier(speech.connection, check_in)
    return replace(
        view,
        standing=standing(before, was_away=was_away),
        variant=variant(check_in.id),
        later=offers(speech, check_in, viewer.wish if viewer else WHENEVER, get_args(Later)),
    )


def offers(speech: Speech, check_in: CheckIn, wish: Wish, choice: Sequence[Later]) -> tuple[Later, ...]:
    """Which of these offers to come back later can still be kept."""
    window = Window(check_in.opened_at, check_in.closes_at, speech.programme.schedule.timezone)
    return tuple(when for when in choice if later_moment(when, window, wish, speech.now))


def as_it_is(speech: Speech, check_in: CheckIn) -> CheckInView:
    """What there is to show of a check-in."""
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
        nickname=check_in.nickname,
        plain=speech.row.plain,
    )
