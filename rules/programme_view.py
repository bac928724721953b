"""The figures of all practices together, from which no hidden practice can be worked out.

Only what is shown of each practice by itself is added up. Who takes the practices shown from the whole is left with
nothing: what is hidden was never in it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rules.summary import Distribution, Figures, Response


@dataclass(frozen=True, slots=True)
class ClosedRound:
    """A closed round: of which practice, on which local day it opened, and its frozen figures."""

    practice_id: int
    day: date
    figures: Figures


@dataclass(frozen=True, slots=True)
class Together:
    """A central question over practices; found: None when nothing may be shown. shown: so many practices are in it."""

    found: Distribution | None
    shown: int
    of: int


def together(held: Sequence[ClosedRound], central: str, width: int) -> Together:
    """A central question over these rounds, as far as each may be shown by itself; `width` answers to choose from."""
    each = [(one.practice_id, one.figures.central.get(central)) for one in held]
    shown = [(practice, found) for practice, found in each if found and len(found.counts) == width]
    columns = zip(*(found.counts for _, found in shown), strict=True)
    return Together(
        found=Distribution(tuple(map(sum, columns))) if shown else None,
        shown=len({practice for practice, _ in shown}),
        of=len({practice for practice, _ in each}),
    )


def newest(held: Iterable[ClosedRound]) -> list[ClosedRound]:
    """The newest round of each practice."""
    by_practice: dict[int, ClosedRound] = {}
    for one in sorted(held, key=lambda one: one.day):
        by_practice[one.practice_id] = one
    return list(by_practice.values())


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
