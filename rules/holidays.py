"""Days off in the Netherlands: public holidays, and school holidays per region.

From the `holidays` library, which follows the Algemene termijnenwet (1964) and the ministry's decrees
("Regeling vaststelling schoolvakanties").
"""

import sys
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, cast

from programme.model import Region

if TYPE_CHECKING:
    from holidays.countries.netherlands import Netherlands


def public_holiday(day: date, language: str = "nl") -> str | None:
    """The name of the public holiday on this day, or None; from 1966.

    Good Friday counts, King's Day moves to Saturday when it would be a Sunday, and Liberation Day counts only
    when it is an official day off, once in five years (2020, 2025, ...).
    language: two letters. The library speaks Dutch, English, Frisian and Ukrainian, among others; a
    language it does not speak gets the Dutch name.
    """
    return _named("public", None, day.year, language).get(day)


def school_holiday(day: date, region: Region, language: str = "nl") -> str | None:
    """The name of the school holiday in a region on this day, or None.

    Weekends next to a holiday belong to it. Autumn and spring holidays are the ministry's advice; schools may
    differ. Known from 2014 up to and including 2030; None for every day outside these years.
    """
    return _named("school", region.capitalize(), day.year, language).get(day)


@cache
def _named(category: str, region: str | None, year: int, language: str) -> Mapping[date, str]:
    # Built per year and never touched again: the library's own object grows while it is read.
    calendar = _netherlands()
    return dict(calendar(years=year, subdiv=region, categories=category, language=_spoken(language)))


def _spoken(language: str) -> str:
    known = (name for name in _netherlands().supported_languages if name.split("_")[0] == language)
    return next(known, "nl")


@cache
def _netherlands() -> "type[Netherlands]":
    """Without what the library's packages load on their own: every country and every calendar there is, in 6 MB."""
    packages = {name: _bare(name) for name in ("holidays", *(f"holidays.{part}" for part in _PARTS))}
    sys.modules.update(packages)
    try:
        for kind in ("christian", "international"):
            vars(packages["holidays.groups"]).update(vars(import_module(f"holidays.groups.{kind}")))
        return cast("type[Netherlands]", import_module("holidays.countries.netherlands").Netherlands)
    finally:
        for name in packages:
            del sys.modules[name]


_PARTS = ("calendars", "countries", "groups")


def _bare(name: str) -> ModuleType:
    """A package that only says where its modules lie."""
    spec = find_spec("holidays")
    assert spec is not None
    assert spec.origin is not None
    package = ModuleType(name)
    package.__path__ = [str(Path(spec.origin).parent.joinpath(*name.split(".")[1:]))]
    return package
