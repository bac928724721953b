"""A practice's told windows as a run: what belongs to one median, and what is said of it (see rules.run_chart)."""

from collections.abc import Collection, Sequence
from fractions import Fraction
from statistics import median
from typing import Literal

from msgspec import Struct

from rules.run_chart import BASIS, Signal, middle, signals
from rules.window import SEVERAL
from rules.window_figures import Window

#: So many of those who answer may be others than at the time of the median; with more the group is another one.
_OTHERS = Fraction(1, 3)
#: Why a stretch begins: the first figures, the question was asked otherwise, or it was decided.
Begin = Literal["first", "question", "decided"]


class Stretch(Struct, frozen=True):
    """Windows of one round, oldest first, told or not, that are held against one median; at least one."""

    begin: Begin
    windows: Sequence[Window]
    central: str

    @property
    def counting(self) -> list[Window]:
        """Those that have a mean: what is not told, or in classes only, is a gap."""
        return [one for one in self.windows if self._mean(one) is not None]

    @property
    def median(self) -> Fraction | None:
        """Of the first ten, whatever came later; None while there are fewer."""
        return middle(self._means)

    @property
    def signals(self) -> list[Signal]:
        """What was said of them; places are those of `counting`."""
        return signals(self._means)

    @property
    def standing_out(self) -> list[Window]:
        """Those in a long run on one side, from its beginning to when it was seen."""
        runs = (self.counting[one.first : one.at + 1] for one in self.signals if one.kind != "few_crossings")
        return [window for run in runs for window in run]

    @property
    def useful(self) -> int:
        """How many count for the rules: those off the median; before there is one, all that have a mean."""
        return len(self._means) - self._means.count(self.median) if self.median is not None else len(self._means)

    @property
    def group_changed(self) -> bool:
        """Whether the newest that counts was of another group than the median is of."""
        newest = self.counting[-1:]
        return bool(newest and newest[0].figures and self.central in newest[0].figures.group_changed)

    @property
    def _means(self) -> list[Fraction]:
        return [mean for one in self.windows if (mean := self._mean(one)) is not None]

    def _mean(self, window: Window) -> Fraction | None:
        found = window.told(self.central)
        return found.exact_mean if found else None


def is_by_round(windows: Sequence[Window]) -> bool:
    """Whether the practice is told of round by round now: else there is no median, for it would take over a year."""
    return bool(windows) and windows[-1].length < SEVERAL


def stretches(windows: Sequence[Window], central: str, decided: Collection[int]) -> list[Stretch]:
    """The windows of one round, as they belong to one median after the other.

    windows: of a practice, oldest first. decided: the first rounds from which somebody decided to begin anew.
    """
    found: list[tuple[Begin, list[Window]]] = []
    for one in (window for window in windows if window.length < SEVERAL):
        begin = begins(found[-1][1][-1], one, central, decided) if found else "first"
        if begin:
            found.append((begin, []))
        found[-1][1].append(one)
    return [Stretch(begin, tuple(held), central) for begin, held in found]


def begins(before: Window, now: Window, central: str, decided: Collection[int]) -> Begin | None:
    """Why a new stretch begins with the second of two windows that follow each other; None: it goes on."""
    if asked_otherwise(before, now, central):
        return "question"
    return "decided" if any(before.first < number <= now.first for number in decided) else None


def asked_otherwise(before: Window, now: Window, central: str) -> bool:
    """Whether this question was another one than in the window before, or of another version, as far as is known."""
    was, asked = (one.asked(central) for one in (before, now))
    return was is not None and asked is not None and was != asked


def basis(windows: Sequence[Window], central: str, decided: Collection[int]) -> Sequence[Window]:
    """The windows that the median in force is of; () while there is none."""
    runs = stretches(windows, central, decided)
    counting = runs[-1].counting[:BASIS] if runs else []
    return counting if len(counting) == BASIS else ()


def is_another_group(then: Sequence[int], stayed: int, now: int) -> bool:
    """Whether over a third of those who answer changed since the time of the median.

    then: how many were counted in each of its windows. stayed: how many of those counted now answered in that time as
    well. now: how many are counted now. Who stays away counts as who is new does.
    """
    return stayed < (1 - _OTHERS) * max(now, median(then))
