"""A run chart: a figure for each window, the median they are held against, and gaps where nothing is told.

No line that smooths or foretells: only what was told, joined where two windows follow each other.
"""

from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from reports.colours import ACCENT, BORDER, MAIN, MUTED, PALE, PAPER
from reports.picture import Picture, Point
from reports.time_axis import TimeAxis


class Figure(Struct, frozen=True):
    """A window's mean; None: a gap. stretch: which median it belongs to, from 0; None: none, so it stands alone.

    stands_out: it is in a run that was talked about. of: the highest of the scale that it was asked on; None: of the
    newest.
    """

    mean: float | None
    stretch: int | None = 0
    stands_out: bool = False
    of: int | None = None


class RunFigures(Struct, frozen=True):
    """figures: by slot. medians: by stretch; None as long as there is none. highest: of the newest scale, from 1."""

    figures: Sequence[Figure]
    medians: Sequence[float | None]
    highest: int


def run_chart(picture: Picture, axis: TimeAxis, y: float, height: float, run: RunFigures) -> None:
    """Draws it between `y` and `y + height`, the scale's highest at the top."""

    def level(mean: float, of: int | None = None) -> float:
        """From the lowest answer to the highest, however many there were to choose from."""
        highest = of or run.highest
        return y + height * (highest - mean) / (highest - 1)

    for score in range(1, run.highest + 1):
        picture.line([(axis.left, level(score)), (axis.right, level(score))], PALE)
    _gaps(picture, axis, y, height, run.figures)
    for stretch, slots in _stretches(run.figures):
        centre = run.medians[stretch]
        if centre is not None:
            ends = axis.middle(slots[0]) - axis.slot / 2, axis.middle(slots[-1]) + axis.slot / 2
            of = next((one.of for slot in slots if (one := run.figures[slot]).of), None)
            picture.line([(end, level(centre, of)) for end in ends], ACCENT, 1.5)
    dots = [
        (slot, (axis.middle(slot), level(one.mean, one.of)), one)
        for slot, one in enumerate(run.figures)
        if one.mean is not None
    ]
    places = {slot: place for slot, place, _ in dots}
    for joined in _joined(run.figures):
        picture.line([places[slot] for slot in joined], MAIN, 2)
    for _, place, one in dots:
        _dot(picture, place, one)


def _gaps(picture: Picture, axis: TimeAxis, y: float, height: float, figures: Sequence[Figure]) -> None:
    for slot, figure in enumerate(figures):
        if figure.mean is None:
            picture.rectangle(axis.middle(slot) - axis.slot / 2, y, axis.slot, height, PALE)


def _dot(picture: Picture, place: Point, figure: Figure) -> None:
    if figure.stretch is None:
        picture.circle(*place, 4, PAPER, edge=MUTED)
    else:
        picture.circle(*place, 5 if figure.stands_out else 3.5, ACCENT if figure.stands_out else MAIN, edge=BORDER)


def _stretches(figures: Sequence[Figure]) -> list[tuple[int, list[int]]]:
    """By stretch its slots, from the first to the last of them."""
    numbered = [(one.stretch, slot) for slot, one in enumerate(figures) if one.stretch is not None]
    return [(stretch, [slot for _, slot in slots]) for stretch, slots in groupby(numbered, key=lambda one: one[0])]


def _joined(figures: Sequence[Figure]) -> list[list[int]]:
    """Runs of slots that follow each other within a stretch, without a gap."""
    runs: list[list[int]] = []
    before: Figure | None = None
    for slot, one in enumerate(figures):
        if one.mean is not None and one.stretch is not None:
            follows = before is not None and before.mean is not None and before.stretch == one.stretch
            if not follows:
                runs.append([])
            runs[-1].append(slot)
        before = one
    return runs
