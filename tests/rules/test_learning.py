"""A cycle: tried, looked back at, decided; and when the coordinator is asked."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from rules.learning import Cycle, Lesson, Next, Stage, StatusSince, is_to_be_asked, stage

MONDAY = datetime(2026, 12, 7, 9, tzinfo=UTC)
OPEN = Cycle(1, 1, "stuck", MONDAY)
LEARNT = replace(OPEN, lessons=(Lesson(1, "Vrijdag werkt", MONDAY), Lesson(2, "Vrijdag werkt beter", MONDAY)))
LOOKS_BACK = frozenset({"stuck", "done"})


def decided(chosen: Next) -> Cycle:
    return replace(LEARNT, next=chosen, decided_at=MONDAY)


@pytest.mark.parametrize(
    ("cycles", "expected"),
    [
        ((), "trying"),
        ((OPEN,), "asked"),
        ((LEARNT,), "learnt"),
        ((decided("keep"),), "trying"),
        ((decided("adapt"),), "trying"),
        ((decided("stop"),), "stop"),
        ((decided("recommend"),), "recommend"),
        ((decided("stop"), OPEN), "asked"),
    ],
)
def test_how_far_it_is(cycles: tuple[Cycle, ...], expected: Stage) -> None:
    assert stage(cycles) == expected


def test_the_newest_words_count() -> None:
    assert LEARNT.lesson is not None
    assert LEARNT.lesson.text == "Vrijdag werkt beter"


def test_a_status_to_look_back_at_asks_once_each_time_it_comes() -> None:
    came = StatusSince("stuck", MONDAY - timedelta(days=1))
    again = StatusSince("done", MONDAY + timedelta(days=1))
    assert is_to_be_asked([came], None, LOOKS_BACK)
    assert not is_to_be_asked([came], OPEN, LOOKS_BACK)
    assert not is_to_be_asked([came], decided("keep"), LOOKS_BACK)
    assert is_to_be_asked([came, again], decided("keep"), LOOKS_BACK)
    assert is_to_be_asked([came, again], LEARNT, LOOKS_BACK)  # who never decided hears of something new all the same
    assert not is_to_be_asked([came, again], replace(OPEN, status="done"), LOOKS_BACK)
    assert is_to_be_asked([came], replace(OPEN, status=None), LOOKS_BACK)
    assert not is_to_be_asked([], None, LOOKS_BACK)
    assert not is_to_be_asked([StatusSince("busy", MONDAY)], None, LOOKS_BACK)
