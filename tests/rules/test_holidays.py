"""Dutch days off, checked against the Algemene termijnenwet and the ministry's published school holidays."""

import subprocess
import sys
from datetime import date, timedelta
from importlib import import_module

import pytest

from programme.model import Region
from rules.holidays import public_holiday, school_holiday


def holidays_of(year: int) -> dict[str, str]:
    days = (date(year, 1, 1) + timedelta(days=past) for past in range(366))
    return {day.strftime("%m-%d"): name for day in days if day.year == year and (name := public_holiday(day))}


def test_the_public_holidays_of_2021() -> None:
    assert holidays_of(2021) == {
        "01-01": "Nieuwjaarsdag",
        "04-02": "Goede vrijdag",
        "04-04": "Eerste paasdag",
        "04-05": "Tweede paasdag",
        "04-27": "Koningsdag",
        "05-13": "Hemelvaartsdag",
        "05-23": "Eerste pinksterdag",
        "05-24": "Tweede pinksterdag",
        "12-25": "Eerste kerstdag",
        "12-26": "Tweede kerstdag",
    }


@pytest.mark.parametrize("year", range(2019, 2031))
def test_liberation_day_is_a_day_off_once_in_five_years(year: int) -> None:
    expected = "Bevrijdingsdag" if year in (2020, 2025, 2030) else None
    assert public_holiday(date(year, 5, 5)) == expected


def test_kings_day_is_on_saturday_when_the_27th_is_a_sunday() -> None:
    assert public_holiday(date(2025, 4, 26)) == "Koningsdag"
    assert public_holiday(date(2025, 4, 27)) is None


def test_an_ordinary_day_is_no_holiday() -> None:
    assert public_holiday(date(2026, 6, 9)) is None


def test_holidays_have_english_names_too() -> None:
    assert public_holiday(date(2021, 12, 25), "en") == "Christmas Day"
    assert school_holiday(date(2020, 7, 20), "zuid", "en") == "Summer Break"


def test_a_language_the_library_does_not_speak_gets_the_dutch_name() -> None:
    assert public_holiday(date(2021, 12, 25), "tr") == "Eerste kerstdag"


@pytest.mark.parametrize(
    ("region", "name", "first", "last"),
    [
        # Regeling vaststelling schoolvakanties 2019-2022
        ("noord", "Herfstvakantie", date(2019, 10, 19), date(2019, 10, 27)),
        ("midden", "Herfstvakantie", date(2019, 10, 19), date(2019, 10, 27)),
        ("zuid", "Herfstvakantie", date(2019, 10, 12), date(2019, 10, 20)),
        ("noord", "Kerstvakantie", date(2019, 12, 21), date(2020, 1, 5)),
        ("noord", "Voorjaarsvakantie", date(2020, 2, 15), date(2020, 2, 23)),
        ("midden", "Voorjaarsvakantie", date(2020, 2, 22), date(2020, 3, 1)),
        ("zuid", "Voorjaarsvakantie", date(2020, 2, 22), date(2020, 3, 1)),
        ("midden", "Meivakantie", date(2020, 4, 25), date(2020, 5, 3)),
        ("noord", "Zomervakantie", date(2020, 7, 4), date(2020, 8, 16)),
        ("midden", "Zomervakantie", date(2020, 7, 18), date(2020, 8, 30)),
        ("zuid", "Zomervakantie", date(2020, 7, 11), date(2020, 8, 23)),
        ("zuid", "Kerstvakantie", date(2021, 12, 25), date(2022, 1, 9)),
        # Regeling vaststelling schoolvakanties 2025-2030
        ("noord", "Zomervakantie", date(2026, 7, 4), date(2026, 8, 16)),
        ("midden", "Zomervakantie", date(2026, 7, 18), date(2026, 8, 30)),
        ("zuid", "Zomervakantie", date(2026, 7, 11), date(2026, 8, 23)),
    ],
)
def test_a_school_holiday_runs_from_saturday_to_sunday(region: Region, name: str, first: date, last: date) -> None:
    day = timedelta(days=1)
    within = {school_holiday(first + past * day, region) for past in range((last - first).days + 1)}
    assert within == {name}
    assert school_holiday(first - day, region) is None
    assert school_holiday(last + day, region) is None


def test_a_public_holiday_is_not_by_itself_a_school_holiday() -> None:
    assert public_holiday(date(2021, 4, 5)) == "Tweede paasdag"
    assert school_holiday(date(2021, 4, 5), "midden") is None


@pytest.mark.parametrize("day", [date(2013, 8, 1), date(2031, 1, 1), date(2031, 8, 1)])
def test_school_holidays_are_known_from_2014_to_2030_only(day: date) -> None:
    assert school_holiday(day, "zuid") is None


WHOLE_LIBRARY = """
import holidays
for year in range(2014, 2032):
    for category, regions in (("public", [None]), ("school", ["Noord", "Midden", "Zuid"])):
        for region in regions:
            for day, name in sorted(holidays.NL(years=year, subdiv=region, categories=category, language="nl").items()):
                print(day, region, name, sep="|")
"""


def test_of_a_part_of_the_library_come_the_days_of_the_whole() -> None:
    told = subprocess.run([sys.executable, "-c", WHOLE_LIBRARY], capture_output=True, text=True, check=True).stdout
    regions: list[Region] = ["noord", "midden", "zuid"]
    days = [date(2014, 1, 1) + timedelta(days) for days in range(18 * 365 + 4)]
    ours = {f"{day}|None|{name}" for day in days if (name := public_holiday(day))}
    ours |= {
        f"{day}|{region.capitalize()}|{name}"
        for day in days
        for region in regions
        if (name := school_holiday(day, region))
    }
    assert len(ours) > 1000
    assert set(told.splitlines()) == ours


def test_whoever_else_imports_the_library_gets_the_whole() -> None:
    public_holiday(date(2026, 4, 27))
    assert hasattr(import_module("holidays"), "country_holidays")
