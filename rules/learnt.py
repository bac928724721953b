"""What practices learnt over a period: expectations given, what was found and decided, and where it spread."""

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct

from rules.learning import NEXT, Cycle, Expectation

#: What is counted, in the order in which it is told: the last but one are decisions.
COUNTED = ("expected", "looked_back", *NEXT, "taken_over")


class Learnt(Struct, frozen=True):
    """An experiment (id) with what was written down of it in a period.

    central: the key of its central question. expectation: its newest version, if that was said in the period or before.
    cycles: those opened in the period, the oldest first, as they stood at its end. readiness: 1 to 10, as it was
    said by then of one that was recommended.
    taken_from: (practice, title) of the experiment it was taken over from.
    """

    id: int
    practice: str
    central: str
    title: str
    expectation: Expectation | None
    cycles: tuple[Cycle, ...]
    readiness: int | None
    taken_from: tuple[str, str] | None

    @property
    def lessons(self) -> list[str]:
        """What was learnt in each cycle, in its newest words."""
        return [one.lesson.text for one in self.cycles if one.lesson]


def counted(learnt: Iterable[Learnt]) -> dict[str, Mapping[str, int]]:
    """By central question (key): how many experiments or cycles of each of COUNTED."""
    found: dict[str, Counter[str]] = {}
    for one in learnt:
        counts = found.setdefault(one.central, Counter(dict.fromkeys(COUNTED, 0)))
        counts["expected"] += one.expectation is not None
        counts["looked_back"] += len(one.lessons)
        counts["taken_over"] += one.taken_from is not None
        counts.update(cycle.next for cycle in one.cycles if cycle.next)
    return dict(found)


def outcomes(learnt: Iterable[Learnt]) -> dict[str, Mapping[str, int]]:
    """By central question (key): how often participants said what (the key of an option) of whether it came true."""
    found: dict[str, Counter[str]] = {}
    for one in learnt:
        said = (cycle.outcome for cycle in one.cycles if cycle.outcome)
        found.setdefault(one.central, Counter()).update(said)
    return dict(found)
