"""A small line of means over the last rounds. A hidden round is a gap, never a guess."""

from collections.abc import Sequence
from itertools import groupby

from reports.colours import ACCENT, MAIN, PALE
from reports.picture import Picture, Point


def trend(
    picture: Picture, x: float, y: float, width: float, height: float, means: Sequence[float | None], highest: int
) -> None:
    """Means from 1 to `highest`, oldest first, None where hidden; the newest is marked."""
    for edge in (y, y + height):
        picture.line([(x, edge), (x + width, edge)], PALE)
    step = width / max(len(means) - 1, 1)
    places = [
        None if mean is None else (x + step * index, y + height * (highest - mean) / (highest - 1))
        for index, mean in enumerate(means)
    ]
    for stretch in _stretches(places):
        picture.line(stretch, MAIN, 2)
        for point in stretch:
            picture.circle(*point, 2, MAIN)
    if places and places[-1]:
        picture.circle(*places[-1], 4, ACCENT)


def _stretches(places: Sequence[Point | None]) -> list[list[Point]]:
    runs = (list(run) for shown, run in groupby(places, key=lambda place: place is not None) if shown)
    return [[place for place in run if place] for run in runs]
