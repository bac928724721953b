"""The figures of all practices together, from which no untold practice can be worked out.

Only what is told of each practice by itself is added up. Who takes the practices told from the whole is left with
nothing: what is untold was never in it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from rules.asked import asked_alike
from rules.change import Verdict
from rules.period import Period
from rules.summary import Figures, Response
from rules.telling import Told, classes
from rules.window_figures import Window


class ClosedRound(Struct, frozen=True):
    """A closed round: of which practice, on which local day it opened, and its frozen figures."""

    practice_id: int
    day: date
    figures: Figures


class Together(Struct, frozen=True):
    """A central question over practices; found: None when nothing is told. shown: so many practices are in it.

    asked: the key and version of the question that was asked; None: nothing is told.
    """

    found: Told | None
    shown: int
    of: int
    asked: tuple[str, int] | None = None


def together(windows: Sequence[Window], central: str) -> Together:
    """A central question over these windows, as far as each was told and asked the same as the newest.

    By option where each was told so, else by class: nothing is told of a practice here that it was not told by itself.
    What was asked in an older version than the newest is not added up with it.
    """
    alike = asked_alike(windows, central)
    fits = [(one.practice_id, found) for one in alike if (found := one.told(central))]
    by_class = any(found.by_class for _, found in fits)
    each = [classes(found.counts) if by_class and not found.by_class else found.counts for _, found in fits]
    return Together(
        found=Told(tuple(map(sum, zip(*each, strict=True))), by_class) if each else None,
        shown=len({practice for practice, _ in fits}),
        of=len({one.practice_id for one in windows}),
        asked=alike[0].asked(central) if alike else None,
    )


def changes(windows: Iterable[Window], central: str) -> Counter[Verdict]:
    """How often each verdict was told of this question: each practice is held against itself alone."""
    return Counter(verdict for one in windows if (verdict := one.verdict(central)))


class Quarter(Struct, frozen=True):
    """Of each practice the window of these three months that was told last, or else the last one."""

    period: Period
    windows: Sequence[Window]


def by_quarter(windows: Iterable[Window], most: int) -> list[Quarter]:
    """The newest quarters of a year, oldest first and at most so many, from the first one with a window to the last."""
    held: dict[tuple[int, int], dict[int, Window]] = {}
    for one in sorted(windows, key=lambda one: (one.is_told, one.last)):
        day = one.ended_on or one.begun_on
        held.setdefault((day.year, (day.month - 1) // 3), {})[one.practice_id] = one
    if not held:
        return []
    (first_year, first), (last_year, last) = min(held), max(held)
    every = [divmod(number, 4) for number in range(first_year * 4 + first, last_year * 4 + last + 1)]
    return [Quarter(Period(year, part + 1), [*held.get((year, part), {}).values()]) for year, part in every[-most:]]


def last_days(held: Iterable[ClosedRound], most: int) -> list[date]:
    """The newest days on which rounds opened, at most so many, oldest first. Round numbers differ; days do not."""
    return sorted({one.day for one in held})[-most:]


def turnout(held: Iterable[ClosedRound]) -> dict[tuple[int, date], Response]:
    """By practice and day: how many answered of those who were asked, in all roles."""
    found: dict[tuple[int, date], Response] = {}
    for one in held:
        so_far = found.get((one.practice_id, one.day), Response())
        answered = so_far.answered + sum(response.answered for response in one.figures.response.values())
        eligible = so_far.eligible + sum(response.eligible for response in one.figures.response.values())
        found[one.practice_id, one.day] = Response(answered, eligible)
    return found
