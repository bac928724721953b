"""A changed schedule: no slot before the change, none twice, none while a round is open; and both ways on a button."""

from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.loading import load
from programme.schedule import Schedule
from rules.cadence import last_due, upcoming
from rules.holidays import public_holiday
from rules.schedule_change import FIELDS, Field, Standing, choices, first_days, is_possible, proposal, read, written

SCHEDULE = load().schedule
AMSTERDAM = SCHEDULE.timezone
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NOWS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda now: now.replace(tzinfo=UTC))
CHOICES = st.tuples(st.sampled_from(FIELDS), st.integers(0, 9))


@st.composite
def changes(draw: st.DrawFn) -> tuple[Schedule, Standing]:
    """A draft that somebody tapped together, perhaps while a round was open."""
    now = draw(NOWS)
    busy = draw(st.none() | st.integers(0, 20).map(lambda days: now + timedelta(days=days)))
    standing = Standing(SCHEDULE, now, busy)
    draft = proposal(standing)
    for field, number in draw(st.lists(CHOICES, max_size=5)):
        offered = choices(draft, field, standing)
        draft = offered[number % len(offered)]
    return draft, standing


@given(changes())
def test_whatever_is_chosen_can_be_saved_and_comes_back_from_its_button(change: tuple[Schedule, Standing]) -> None:
    draft, standing = change
    assert is_possible(draft, standing)
    assert len(written(draft)) <= 30
    assert read(written(draft), AMSTERDAM) == draft


@given(changes())
def test_no_slot_lies_before_the_change_or_meets_a_round(change: tuple[Schedule, Standing]) -> None:
    draft, standing = change
    due = last_due(SCHEDULE, standing.now, public_holiday)
    first = upcoming(draft, standing.now, public_holiday, 1)[0]
    assert last_due(draft, standing.now, public_holiday) is None
    assert first.opens_at > standing.now
    assert standing.busy_until is None or first.opens_at >= standing.busy_until
    assert due is None or first.nominal_on > due.nominal_on


@given(NOWS)
def test_without_a_change_it_goes_on_as_it_would(now: datetime) -> None:
    same = upcoming(proposal(Standing(SCHEDULE, now)), now, public_holiday, 4)
    assert [one.opens_at for one in same] == [one.opens_at for one in upcoming(SCHEDULE, now, public_holiday, 4)]


def test_another_day_is_the_one_nearest_to_the_next_round() -> None:
    standing = Standing(SCHEDULE, MONDAY)
    begins = {one.first_on.isoweekday(): one.first_on for one in choices(proposal(standing), "weekday", standing)}
    assert begins[2] == date(2026, 12, 1)
    assert begins[4] == date(2026, 12, 3)
    assert begins[1] == date(2026, 11, 30)


def test_a_time_that_has_passed_today_begins_another_day() -> None:
    noon = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)  # half past ten in Amsterdam, on a Tuesday with a round
    nine, *_ = choices(proposal(Standing(SCHEDULE, noon)), "at", Standing(SCHEDULE, noon))
    assert nine.first_on == date(2026, 12, 8)


def test_weekly_rounds_close_before_the_next() -> None:
    draft = SCHEDULE.model_copy(update={"open_days": 13})
    weekly, *_ = choices(draft, "weeks", Standing(SCHEDULE, MONDAY))
    assert (weekly.every_weeks, weekly.open_days) == (1, 6)
    assert max(one.open_days for one in choices(weekly, "open", Standing(SCHEDULE, MONDAY))) == 6


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_has_a_few_values_to_choose_from(field: Field) -> None:
    standing = Standing(SCHEDULE, MONDAY)
    assert 4 <= len(choices(proposal(standing), field, standing)) <= 8


def test_first_days_come_in_order_on_one_weekday() -> None:
    days = list(islice(first_days(SCHEDULE, 3, Standing(SCHEDULE, MONDAY)), 3))
    assert days == [date(2026, 11, 25), date(2026, 12, 2), date(2026, 12, 9)]
    assert MONDAY.astimezone(ZoneInfo(AMSTERDAM)).date() < days[0]


@pytest.mark.parametrize(
    "code",
    [
        "",
        "-",
        "20261203.1215.2.6.1",
        "20261203.1215.2.6.1.2.3",
        "20261303.1215.2.6.1.2",
        "20261203.2515.2.6.1.2",
        "20261203.1215.0.6.1.2",
        "20261203.1215.1.7.1.2",
        "20261203.1215.2.6.9.2",
        "x.1215.2.6.1.2",
        "٢٠٢٦١٢٠٣.1215.2.6.1.2",
    ],
)
def test_what_no_button_has_is_no_schedule(code: str) -> None:
    assert read(code, AMSTERDAM) is None
