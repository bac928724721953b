"""Rounds open once per step of the cadence, at the same local time, whatever the clocks and holidays do."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from programme.loading import load
from programme.schedule import Schedule
from rules.cadence import DayOff, Slot, at_local, last_due, slot, upcoming
from rules.holidays import public_holiday, school_holiday

AMSTERDAM = "Europe/Amsterdam"
ZONES = [
    AMSTERDAM,
    "UTC",
    "America/New_York",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Asia/Beirut",
    "Pacific/Kiritimati",
]
THE_PROGRAMME = load().schedule
TEN_YEARS = range(10 * 26)

unhurried = settings(deadline=None)  # the first look at a year's holidays takes longer than the next


def never_off(day: date) -> str | None:
    return None


def always_off(day: date) -> str | None:
    return "off"


def zuid_school(day: date) -> str | None:
    return school_holiday(day, "zuid")


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    every_weeks = draw(st.integers(1, 6))
    return Schedule(
        first_on=draw(st.dates(date(2005, 1, 1), date(2030, 12, 31))),
        every_weeks=every_weeks,
        at=draw(st.times()),
        timezone=draw(st.sampled_from(ZONES)),
        open_days=draw(st.integers(1, 7 * every_weeks - 1)),
    )


@st.composite
def days_off(draw: st.DrawFn) -> DayOff:
    """Real holidays, none, nothing but days off, or runs of days off that may be longer than a step."""
    off, on = draw(st.integers(0, 50)), draw(st.integers(1, 10))

    def in_runs(day: date) -> str | None:
        return "run" if day.toordinal() % (off + on) < off else None

    every: list[DayOff] = [public_holiday, zuid_school, never_off, always_off, in_runs]
    return draw(st.sampled_from(every))


@st.composite
def schedules_and_moments(draw: st.DrawFn) -> tuple[Schedule, datetime]:
    """A schedule, and a moment between a month before it starts and some years after."""
    schedule = draw(schedules())
    start = datetime.combine(schedule.first_on, time(0), UTC)
    since = st.timedeltas(timedelta(days=-30), timedelta(days=60)) | st.timedeltas(timedelta(0), timedelta(days=3000))
    return schedule, start + draw(since)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def local(moment: datetime, timezone: str = AMSTERDAM) -> str:
    return moment.astimezone(ZoneInfo(timezone)).isoformat(" ", "minutes")


def opened_between(schedule: Schedule, start: datetime, end: datetime, day_off: DayOff) -> list[int]:
    """The slots that a scheduler, ticking every minute, finds newly due."""
    seen: list[int] = []
    now = start
    while now < end:
        due = last_due(schedule, now, day_off)
        if due and due.number not in seen:
            seen.append(due.number)
        now += timedelta(minutes=1)
    return seen


# ---- the programme's own cadence -----------------------------------------------------------------------


def test_the_first_round_opens_on_the_first_tuesday_of_september_2019() -> None:
    assert slot(THE_PROGRAMME, 0, public_holiday) == Slot(
        number=0,
        nominal_on=date(2019, 9, 3),
        opens_on=date(2019, 9, 3),
        opens_at=utc("2019-09-03 10:15"),
        closes_at=utc("2019-09-09 10:15"),
        moved_because=None,
    )


def test_liberation_day_moves_a_round_to_wednesday_and_says_why() -> None:
    moved = slot(THE_PROGRAMME.model_copy(update={"first_on": date(2020, 5, 5)}), 0, public_holiday)
    assert (moved.nominal_on, moved.opens_on) == (date(2020, 5, 5), date(2020, 5, 6))
    assert moved.moved_because == "Bevrijdingsdag"
    assert local(moved.closes_at) == "2020-05-12 12:15+02:00"


def test_christmas_and_the_weekend_after_it_are_skipped_together() -> None:
    christmas_friday = THE_PROGRAMME.model_copy(update={"first_on": date(2020, 12, 25)})
    moved = slot(christmas_friday, 0, public_holiday)
    assert (moved.opens_on, moved.moved_because) == (date(2020, 12, 28), "Eerste kerstdag")


def test_a_round_after_a_moved_one_is_back_in_the_cadence() -> None:
    schedule = THE_PROGRAMME.model_copy(update={"first_on": date(2020, 5, 5)})
    assert slot(schedule, 1, public_holiday).opens_on == date(2020, 5, 19)


def test_ten_years_have_one_round_every_second_week() -> None:
    nominal = [slot(THE_PROGRAMME, number, public_holiday).nominal_on for number in TEN_YEARS]
    assert nominal == [date(2019, 9, 3) + timedelta(days=14 * number) for number in TEN_YEARS]


def test_in_ten_years_no_round_opens_on_a_holiday_or_in_a_weekend() -> None:
    opened = [slot(THE_PROGRAMME, number, public_holiday).opens_on for number in TEN_YEARS]
    assert not [day for day in opened if public_holiday(day) or day.weekday() >= 5]


def test_in_ten_years_some_rounds_move_and_none_by_more_than_three_days() -> None:
    slots = [slot(THE_PROGRAMME, number, public_holiday) for number in TEN_YEARS]
    moved = {each.opens_on - each.nominal_on for each in slots if each.moved_because}
    assert moved
    assert moved <= {timedelta(days=1), timedelta(days=2), timedelta(days=3)}


def test_in_ten_years_every_round_opens_and_closes_at_a_quarter_past_twelve() -> None:
    slots = [slot(THE_PROGRAMME, number, public_holiday) for number in TEN_YEARS]
    shown = {local(moment)[11:16] for each in slots for moment in (each.opens_at, each.closes_at)}
    assert shown == {"12:15"}


def test_in_ten_years_every_round_is_open_six_days() -> None:
    for each in (slot(THE_PROGRAMME, number, public_holiday) for number in TEN_YEARS):
        closes_on = each.closes_at.astimezone(ZoneInfo(AMSTERDAM)).date()
        assert closes_on - each.opens_on == timedelta(days=6)


# ---- clock changes -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first_on", "before", "after"),
    [
        pytest.param(date(2026, 3, 24), "12:15+01:00", "12:15+02:00", id="in spring"),
        pytest.param(date(2026, 10, 20), "12:15+02:00", "12:15+01:00", id="in autumn"),
    ],
)
def test_a_round_keeps_its_local_time_over_a_clock_change(first_on: date, before: str, after: str) -> None:
    schedule = THE_PROGRAMME.model_copy(update={"first_on": first_on})
    first, second = slot(schedule, 0, never_off), slot(schedule, 1, never_off)
    assert [local(first.opens_at)[11:], local(second.opens_at)[11:]] == [before, after]


@pytest.mark.parametrize("at", [time(1, 59), time(2, 0), time(2, 30), time(3, 0), time(12, 15)])
@pytest.mark.parametrize("changes_on", [date(2026, 3, 29), date(2026, 10, 25)])
def test_a_tick_every_minute_finds_a_round_once_on_the_day_the_clocks_change(changes_on: date, at: time) -> None:
    schedule = Schedule(first_on=changes_on, every_weeks=1, at=at, timezone=AMSTERDAM)
    midnight = at_local(changes_on, time(0), AMSTERDAM)
    assert last_due(schedule, midnight, never_off) is None
    assert opened_between(schedule, midnight, midnight + timedelta(days=2), never_off) == [0]


def test_a_time_that_occurs_twice_means_the_first() -> None:
    assert at_local(date(2026, 10, 25), time(2, 30), AMSTERDAM) == utc("2026-10-25 00:30")
    assert at_local(date(2026, 10, 25), time(2, 30, fold=1), AMSTERDAM) == utc("2026-10-25 00:30")


def test_a_time_that_is_skipped_comes_as_much_later_as_the_clock_jumps() -> None:
    assert local(at_local(date(2026, 3, 29), time(2, 30), AMSTERDAM)) == "2026-03-29 03:30+02:00"


def test_a_round_stays_due_when_a_clock_is_set_back_across_midnight() -> None:
    """In St. John's, on 7 November 2010, 00:01 became 23:01 of the day before."""
    schedule = Schedule(first_on=date(2010, 11, 7), at=time(0, 0, 30), timezone="America/St_Johns")
    opening = slot(schedule, 0, never_off)
    later = opening.opens_at + timedelta(minutes=30)
    assert local(later, "America/St_Johns")[:16] == "2010-11-06 23:30"
    assert last_due(schedule, later, never_off) == opening


@unhurried
@given(st.dates(date(1990, 1, 1), date(2036, 12, 31)), st.times(), st.sampled_from(ZONES))
def test_a_local_time_is_what_the_clock_shows_unless_the_clock_skips_it(day: date, at: time, timezone: str) -> None:
    moment = at_local(day, at, timezone)
    shown = moment.astimezone(ZoneInfo(timezone)).replace(tzinfo=None)
    meant = datetime.combine(day, at)
    assert moment.tzinfo is UTC
    assert shown == meant or (shown > meant and skips(meant, timezone))


def skips(meant: datetime, timezone: str) -> bool:
    """Whether no moment of that time zone shows this local time."""
    both = (meant.replace(tzinfo=ZoneInfo(timezone), fold=fold).astimezone(UTC) for fold in (0, 1))
    return all(each.astimezone(ZoneInfo(timezone)).replace(tzinfo=None) != meant for each in both)


# ---- for any schedule, any days off, any moment --------------------------------------------------------


@unhurried
@given(schedules(), days_off(), st.integers(0, 300))
def test_a_slot_stays_within_its_own_step_of_the_cadence(schedule: Schedule, day_off: DayOff, number: int) -> None:
    step = timedelta(weeks=schedule.every_weeks)
    each = slot(schedule, number, day_off)
    assert each.nominal_on == schedule.first_on + number * step
    assert each.nominal_on <= each.opens_on < each.nominal_on + step


@unhurried
@given(schedules(), days_off(), st.integers(0, 300))
def test_slots_open_in_their_order_and_close_before_the_next_opens(
    schedule: Schedule, day_off: DayOff, number: int
) -> None:
    slots = [slot(schedule, each, day_off) for each in range(number, number + 8)]
    for one, following in pairwise(slots):
        assert one.opens_at < following.opens_at
        assert one.opens_at < one.closes_at <= following.opens_at


@unhurried
@given(schedules(), days_off(), st.integers(0, 300))
def test_a_slot_is_open_as_long_as_asked_where_the_next_leaves_room(
    schedule: Schedule, day_off: DayOff, number: int
) -> None:
    each, following = slot(schedule, number, day_off), slot(schedule, number + 1, day_off)
    asked = each.opens_on + timedelta(days=schedule.open_days)
    expected = min(asked, following.nominal_on)
    assert each.closes_at == at_local(expected, schedule.at, schedule.timezone)
    if each.moved_because is None:
        assert expected == asked


@unhurried
@given(schedules(), days_off(), st.integers(0, 300))
def test_a_moved_slot_opens_on_the_first_working_day(schedule: Schedule, day_off: DayOff, number: int) -> None:
    each = slot(schedule, number, day_off)
    if each.moved_because is None:
        assert each.opens_on == each.nominal_on
        return
    assert each.moved_because == day_off(each.nominal_on)
    days = (each.opens_on - each.nominal_on).days
    skipped = [each.nominal_on + timedelta(days=past) for past in range(days)]
    assert day_off(each.opens_on) is None
    assert each.opens_on.weekday() < 5
    assert all(day_off(day) or day.weekday() >= 5 for day in skipped)


@unhurried
@given(schedules(), days_off(), st.integers(0, 300))
def test_a_slot_on_a_day_off_has_no_working_day_before_the_next(
    schedule: Schedule, day_off: DayOff, number: int
) -> None:
    each = slot(schedule, number, day_off)
    if day_off(each.opens_on):
        days = [each.nominal_on + timedelta(days=past) for past in range(7 * schedule.every_weeks)]
        assert each.opens_on == each.nominal_on
        assert all(day_off(day) or day.weekday() >= 5 for day in days)


@unhurried
@given(schedules_and_moments(), days_off())
def test_what_is_due_and_what_is_coming_follow_each_other(
    schedule_and_now: tuple[Schedule, datetime], day_off: DayOff
) -> None:
    schedule, now = schedule_and_now
    due = last_due(schedule, now, day_off)
    coming = upcoming(schedule, now, day_off, 3)
    first = due.number + 1 if due else 0
    assert due is None or due.opens_at <= now
    assert [each.number for each in coming] == [first, first + 1, first + 2]
    assert all(each.opens_at > now for each in coming)
    assert coming == [slot(schedule, each.number, day_off) for each in coming]


@unhurried
@given(schedules(), days_off(), st.integers(0, 300))
def test_a_slot_is_due_from_the_moment_it_opens_until_the_next_opens(
    schedule: Schedule, day_off: DayOff, number: int
) -> None:
    each, following = slot(schedule, number, day_off), slot(schedule, number + 1, day_off)
    an_instant = timedelta(microseconds=1)
    assert last_due(schedule, each.opens_at, day_off) == each
    assert last_due(schedule, following.opens_at - an_instant, day_off) == each
    before = last_due(schedule, each.opens_at - an_instant, day_off)
    assert before == (slot(schedule, number - 1, day_off) if number else None)


@unhurried
@given(schedules_and_moments(), days_off(), st.sampled_from(ZONES))
def test_it_makes_no_difference_in_which_time_zone_now_is_told(
    schedule_and_now: tuple[Schedule, datetime], day_off: DayOff, told_in: str
) -> None:
    schedule, now = schedule_and_now
    told = now.astimezone(ZoneInfo(told_in))
    assert last_due(schedule, told, day_off) == last_due(schedule, now, day_off)


# ---- edges ---------------------------------------------------------------------------------------------


def test_a_saturday_that_is_not_off_is_kept() -> None:
    schedule = THE_PROGRAMME.model_copy(update={"first_on": date(2026, 6, 6)})
    assert slot(schedule, 0, public_holiday).opens_on == date(2026, 6, 6)


def test_a_saturday_that_is_off_gives_way_to_monday() -> None:
    schedule = THE_PROGRAMME.model_copy(update={"first_on": date(2026, 12, 26)})
    assert slot(schedule, 0, public_holiday).opens_on == date(2026, 12, 28)


def test_a_round_stays_on_its_day_when_every_day_is_off() -> None:
    each = slot(THE_PROGRAMME, 3, always_off)
    assert (each.opens_on, each.moved_because) == (each.nominal_on, None)


def test_a_round_stays_on_its_day_when_only_the_day_of_the_next_round_is_free() -> None:
    weekly = Schedule(first_on=date(2026, 6, 2), every_weeks=1)

    def off_until_the_next(day: date) -> str | None:
        return "off" if day < date(2026, 6, 9) else None

    assert slot(weekly, 0, off_until_the_next).opens_on == date(2026, 6, 2)
    assert slot(weekly, 1, off_until_the_next).opens_on == date(2026, 6, 9)


def test_a_round_is_due_where_it_is_tomorrow_already() -> None:
    """When it is noon in Greenwich, Kiritimati is fourteen hours ahead."""
    schedule = Schedule(first_on=date(2026, 6, 2), at=time(1), timezone="Pacific/Kiritimati")
    due = last_due(schedule, utc("2026-06-01 12:00"), never_off)
    assert due
    assert due.opens_at == utc("2026-06-01 11:00")


def test_a_round_that_moved_far_closes_when_the_next_one_opens() -> None:
    weekly = Schedule(first_on=date(2026, 6, 2), every_weeks=1, open_days=6)

    def off_until_friday(day: date) -> str | None:
        return "off" if day < date(2026, 6, 5) else None

    each, following = slot(weekly, 0, off_until_friday), slot(weekly, 1, off_until_friday)
    assert each.opens_on == date(2026, 6, 5)
    assert each.closes_at == following.opens_at


def test_nothing_is_due_before_the_first_round() -> None:
    now = utc("2019-09-03 10:14")
    assert last_due(THE_PROGRAMME, now, never_off) is None
    assert [each.number for each in upcoming(THE_PROGRAMME, now, never_off, 2)] == [0, 1]


def test_long_before_the_first_round_nothing_is_due_either() -> None:
    now = utc("1999-01-01 00:00")
    assert last_due(THE_PROGRAMME, now, never_off) is None
    assert upcoming(THE_PROGRAMME, now, never_off, 1)[0].number == 0


def test_no_rounds_asked_for_is_no_rounds() -> None:
    assert upcoming(THE_PROGRAMME, utc("2026-01-01 00:00"), never_off, 0) == []


def test_a_slot_before_the_first_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="counts from 0, got -1"):
        slot(THE_PROGRAMME, -1, never_off)


def test_a_naive_now_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="aware"):
        last_due(THE_PROGRAMME, datetime(2026, 1, 1), never_off)
    with pytest.raises(ValueError, match="aware"):
        upcoming(THE_PROGRAMME, datetime(2026, 1, 1), never_off, 1)
