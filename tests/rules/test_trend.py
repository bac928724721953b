"""A practice's windows as a run: which belong to one median, and when the group behind it is another one."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

import pytest

from rules.telling import Told
from rules.trend import basis, is_another_group, is_by_round, stretches
from rules.window_figures import Window, WindowFigures

CENTRAL = "goed"
#: Twelve people and more, by option: a mean above three, and below it.
HIGH, LOW = Told((1, 2, 2, 4, 5), False), Told((5, 4, 2, 2, 1), False)
CLASSES = Told((3, 3, 3), True)


def windows(*told: Told | None, version: int = 1, length: int = 1, first: int = 1) -> list[Window]:
    return [
        Window(number, 7, number, length, *days(number), None, WindowFigures({CENTRAL: one}, None, {CENTRAL: version}))
        for number, one in zip(range(first, first + len(told) * length, length), told, strict=True)
    ]


def days(number: int) -> tuple[date, date]:
    begin = date(2026, 1, 6) + number * timedelta(weeks=1)
    return begin, begin + timedelta(days=6)


def swinging(number: int) -> list[Told]:
    return [HIGH if place % 2 else LOW for place in range(number)]


def test_a_median_is_of_the_first_ten_that_have_a_mean() -> None:
    held = windows(None, *swinging(5), None, CLASSES, *swinging(4))
    (run,) = stretches(held, CENTRAL, ())
    assert run.median is None
    assert (len(run.counting), run.useful) == (9, 9)
    (run,) = stretches([*held, *windows(HIGH, HIGH, HIGH, first=20)], CENTRAL, ())
    assert run.median == (HIGH.exact_mean or 0) / 2 + (LOW.exact_mean or 0) / 2 == Fraction(3)


def test_gaps_neither_break_a_run_nor_count_in_it() -> None:
    held = windows(*swinging(10), *[HIGH, None] * 8)
    (run,) = stretches(held, CENTRAL, ())
    (signal,) = run.signals
    assert signal.kind == "higher"
    assert run.standing_out[0] == run.counting[signal.first]
    assert all(one.told(CENTRAL) == HIGH for one in run.standing_out)


def test_what_was_asked_otherwise_is_held_against_a_median_of_its_own() -> None:
    held = [*windows(*swinging(10)), *windows(*[HIGH] * 10, version=2, first=11)]
    before, after = stretches(held, CENTRAL, ())
    assert (before.begin, after.begin) == ("first", "question")
    assert (before.median, after.median) == (Fraction(3), HIGH.exact_mean)
    assert after.signals == []


def test_a_decision_begins_a_new_median_and_unsays_nothing() -> None:
    held = windows(*swinging(10), *[HIGH] * 12)
    (whole,) = stretches(held, CENTRAL, ())
    before, after = stretches(held, CENTRAL, [20])
    assert after.begin == "decided"
    assert [one.first for one in after.windows] == [20, 21, 22]
    assert [one.kind for one in whole.signals] == [one.kind for one in before.signals] == ["higher"]
    assert after.median is None
    assert basis(held, CENTRAL, [20]) == ()
    assert basis(held, CENTRAL, ()) == held[:10]


def test_a_decision_changes_nothing_of_what_was_told_before_it() -> None:
    held = windows(*swinging(10), *[HIGH] * 12)
    assert stretches(held, CENTRAL, [held[-1].last + 1]) == stretches(held, CENTRAL, ())


def test_three_rounds_together_are_in_no_run() -> None:
    three = windows(HIGH, length=3)
    assert stretches(three, CENTRAL, ()) == []
    assert not is_by_round(three)
    mixed = [*three, *windows(*swinging(10), first=4)]
    assert is_by_round(mixed)
    (run,) = stretches(mixed, CENTRAL, ())
    assert run.windows == tuple(mixed[1:])


@pytest.mark.parametrize(
    ("then", "stayed", "now", "changed"),
    [
        ([12] * 10, 12, 12, False),
        ([12] * 10, 8, 12, False),  # a third is not over a third
        ([12] * 10, 7, 12, True),
        ([12] * 10, 12, 18, False),
        ([12] * 10, 12, 19, True),  # many are new
        ([30] * 10, 18, 18, True),  # many stay away
        ([30] * 10, 20, 20, False),
    ],
)
def test_the_group_is_another_one_when_over_a_third_changed(
    then: Sequence[int], stayed: int, now: int, changed: bool
) -> None:
    assert is_another_group(then, stayed, now) is changed
