"""What is said of a practice that changes: to those in it, to its coordinators, and to managers."""

from collections.abc import Iterator
from typing import get_args

from rules.access import ANSWERING, Role
from rules.attention import Need
from rules.cadence import upcoming
from rules.holidays import public_holiday
from rules.own_rhythm import OWN, among
from rules.schedule_change import Standing, choices
from tests.once import PROGRAMME
from tests.texts.text_views import AMSTERDAM, NOW, OPENED
from texts.catalogue import Translator
from texts.message import Message
from texts.messages import attention, news, rhythm
from texts.messages.schedule import ScheduleView

IN_IT = (*ANSWERING, Role.COORDINATOR)


def of_practices(t: Translator, practice: str, title: str) -> Iterator[tuple[str, Message]]:
    """Each message once."""
    yield from _news(t, practice, title)
    yield from _rhythm(t, practice)
    yield "programme: nothing asks for attention", attention.attention(t, [], 0)
    yield "programme: attention", attention.attention(t, [(practice, get_args(Need))] * 9, 1)


def _news(t: Translator, practice: str, title: str) -> Iterator[tuple[str, Message]]:
    for role in IN_IT:
        yield f"closed, to a {role}", news.closed(t, practice, role)
        yield f"new coordinator, to a {role}", news.new_coordinator(t, practice, role)
    for at in (None, OPENED):
        yield f"round: reopened, next {bool(at)}", news.reopened(t, practice, at, AMSTERDAM)
        yield f"new rhythm, next {bool(at)}", news.new_rhythm(t, practice, t("round.nothing_planned"), at, AMSTERDAM)
    for number in (1, 12):
        yield f"round: {number} new experiments", news.new_experiments(t, practice, 5, [title] * number)


def _rhythm(t: Translator, practice: str) -> Iterator[tuple[str, Message]]:
    common = PROGRAMME.schedule
    slots = upcoming(common, NOW, public_holiday, 5)
    for is_own in (False, True):
        for is_new in (False, True):
            view = ScheduleView(common, slots, common, is_new, was_too_late=is_own and not is_new)
            yield f"round: rhythm {is_own} {is_new}", rhythm.own_rhythm(t, 3, practice, view, is_own=is_own)
    for field in OWN:
        possible = among(choices(common, field, Standing(common, NOW)), PROGRAMME.own_rhythm, common)
        yield f"round: rhythm, {field}", rhythm.choose(t, 3, field, common, possible)
