"""What *Verloop* is of: a practice's windows and rounds, and what it tried out meanwhile."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import pairwise

from msgspec import Struct

from programme.form import Option
from programme.model import CentralQuestion
from rules.asked import Asked
from rules.summary import Response, RoundFigures
from rules.trend import Begin, Stretch, begins, is_by_round, stretches
from rules.window_figures import Window
from texts.messages.next_figures import NextFigures


class Lasted(Struct, frozen=True):
    """An experiment for a central question (key), with its local days; ended_on: None while it runs."""

    title: str
    central: str
    begun_on: date
    ended_on: date | None


class TrendView(Struct, frozen=True):
    """A practice's closed rounds and windows, oldest first. central: by key. asked: in which words each window tells.

    decided: the rounds from which medians begin anew. coordinates: whether the reader may decide so.
    """

    practice_id: int
    practice: str
    rounds: Sequence[RoundFigures]
    windows: Sequence[Window]
    next_figures: NextFigures
    central: Mapping[str, CentralQuestion]
    asked: Asked
    experiments: Sequence[Lasted] = ()
    decided: Collection[int] = ()
    coordinates: bool = False

    def options(self, central: str, window: Window) -> Sequence[Option]:
        """What there was to choose from in this window."""
        return self.asked.options(window).get(central, ())

    @property
    def by_round(self) -> bool:
        """Whether it is a run chart; else three rounds together in classes."""
        return is_by_round(self.windows)

    def stretches(self, central: str) -> Sequence[Stretch]:
        """Of all windows, also those that are not shown any more."""
        return stretches(self.windows, central, self.decided)

    def breaks(self, central: str, windows: Sequence[Window]) -> Mapping[int, Begin]:
        """Before which of these windows something begins anew, by their places, and why."""
        decided = self.decided if self.by_round else ()
        found = ((place, begins(*pair, central, decided)) for place, pair in enumerate(pairwise(windows), 1))
        return {place: begin for place, begin in found if begin}

    def response(self, window: Window) -> Response | None:
        """How many caregivers answered in the rounds of a window together, of how many that were asked."""
        held = [one for one in self.rounds if window.first <= one.number <= window.last]
        asked = [one.figures.response["caregiver"] for one in held if "caregiver" in one.figures.response]
        return Response(sum(r.answered for r in asked), sum(r.eligible for r in asked)) if asked else None

    def in_time(self, central: str, windows: Sequence[Window]) -> list[Lasted]:
        """The experiments for a central question that had not ended when these windows began, the newest first."""
        first = windows[0].begun_on if windows else date.max
        mine = (one for one in self.experiments if one.central == central)
        there = [one for one in mine if one.ended_on is None or one.ended_on >= first]
        return sorted(there, key=lambda one: one.begun_on, reverse=True)
