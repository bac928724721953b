"""Figuur 1 of the monitor Langer Thuis (2020): the practices on a map of the Netherlands."""

from collections.abc import Sequence
from math import cos, radians, sqrt

from msgspec import Struct

from reports import fonts, labels, provinces
from reports.colours import ACCENT, BORDER, MUTED, PALE, PAPER, WHITE
from reports.labels import Box, Point
from reports.lakes import LAKES
from reports.picture import Picture

_WIDTH = 560
_EDGE, _GAP = 14, 4
#: The middle of the country, where a degree of longitude is this much shorter than one of latitude.
_SHORTER = cos(radians(52.2))
#: On a phone a map is some 360 wide, and letters are 13 at least.
_SIZE = 20.5
_LARGEST = 22.0
_SMALLEST = 4.0


class Spot(Struct, frozen=True):
    """A practice on the map, in degrees (WGS 84). label: its name, and perhaps its number of participants."""

    label: str
    latitude: float
    longitude: float
    participants: int


class _Projection:
    """Degrees to units, for a country so small that it may be taken as flat (equirectangular)."""

    def __init__(self) -> None:
        places = [place for shape in provinces.shapes() for place in shape]
        self._west, self._north = min(x for x, _ in places), max(y for _, y in places)
        across = (max(x for x, _ in places) - self._west) * _SHORTER
        self._scale = (_WIDTH - 2 * _EDGE) / across
        self.height = (self._north - min(y for _, y in places)) * self._scale + 2 * _EDGE

    def __call__(self, longitude: float, latitude: float) -> tuple[float, float]:
        x = (longitude - self._west) * _SHORTER * self._scale + _EDGE
        return x, (self._north - latitude) * self._scale + _EDGE


def practices_map(spots: Sequence[Spot], legend: str, zoom: float = 2.5) -> bytes:
    """A PNG, 560 units wide times `zoom`. A circle's area is its number of participants; labels don't overlap.

    legend: what the circles count, in a corner of the sea.
    """
    projection = _Projection()
    picture = Picture(_WIDTH, projection.height)
    picture.rectangle(0, 0, _WIDTH, projection.height, PALE)
    for shape in provinces.shapes():
        picture.area([projection(*place) for place in shape], PAPER, BORDER)
    for lake in LAKES:
        picture.area([projection(*place) for place in lake], PALE, BORDER)
    _legend(picture, legend, max((spot.participants for spot in spots), default=0))
    points, boxes, _ = laid_out(spots)
    for point in sorted(points, key=lambda point: -point.radius):
        picture.circle(point.x, point.y, point.radius, ACCENT, opacity=0.75, edge=WHITE)
    for spot, point, box in zip(spots, points, boxes, strict=True):
        _label(picture, spot, point, box)
    return picture.png(zoom)


def laid_out(spots: Sequence[Spot]) -> tuple[list[Point], list[Box], Box]:
    """In units: each spot's circle, the box of its label, and the room there is for labels."""
    projection = _Projection()
    most = max((spot.participants for spot in spots), default=0)
    points = [_point(spot, projection, most) for spot in spots]
    room = Box(_GAP, _GAP, _WIDTH - 2 * _GAP, projection.height - 2 * _GAP)
    return points, labels.placed(points, room), room


def _legend(picture: Picture, words: str, most: int) -> None:
    """The circle of the most participants, and of about a quarter of them."""
    picture.text(_EDGE, _EDGE + _SIZE, words, _SIZE, halo=PALE)
    y = _EDGE + _SIZE + 10
    for number in dict.fromkeys((most, round(most / 4))):
        if number:
            radius = _radius(number, most)
            y += radius
            picture.circle(_EDGE + _LARGEST, y, radius, ACCENT, opacity=0.75, edge=WHITE)
            picture.text(_EDGE + 2 * _LARGEST + 8, y + _SIZE / 3, str(number), _SIZE, halo=PALE)
            y += radius + 8


def _radius(number: int, most: int) -> float:
    return max(_LARGEST * sqrt(number / most) if most else 0, _SMALLEST)


def _point(spot: Spot, projection: _Projection, most: int) -> Point:
    x, y = projection(spot.longitude, spot.latitude)
    radius = _radius(spot.participants, most)
    return Point(x, y, radius, fonts.width(spot.label, _SIZE, bold=True) + 4, _SIZE + 3)


def _label(picture: Picture, spot: Spot, point: Point, box: Box) -> None:
    near = min(max(point.x, box.x), box.x + box.width), min(max(point.y, box.y), box.y + box.height)
    if sqrt((near[0] - point.x) ** 2 + (near[1] - point.y) ** 2) > point.radius + 8:
        picture.line([(point.x, point.y), near], MUTED)
    picture.text(box.x + 2, box.y + _SIZE - 1, spot.label, _SIZE, bold=True, halo=PAPER)
