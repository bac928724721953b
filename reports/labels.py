"""Where labels go on a map, so that they cover neither each other nor anything else.

Each label has a ring of possible places around its point. They are placed by turns, each where it is least in the
way of the others as they lie now, until none wants to move: coordinate descent, which for a dozen labels is enough.
"""

from collections.abc import Sequence
from itertools import product

from msgspec import Struct

#: How far from its point's edge a label may lie, in units: near is better.
_DISTANCES = (3.0, 12.0, 24.0, 38.0, 54.0)
#: Directions around a point, the most readable first: (-1, 0, 1) across and down.
_DIRECTIONS = ((1, 0), (-1, 0), (1, -1), (1, 1), (-1, -1), (-1, 1), (0, -1), (0, 1))
_TURNS = 20


class Box(Struct, frozen=True):
    """A rectangle, from its top left corner."""

    x: float
    y: float
    width: float
    height: float

    def covers(self, other: "Box") -> float:
        """The area that both have in common."""
        across = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        down = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        return max(across, 0) * max(down, 0)


class Point(Struct, frozen=True):
    """A dot of some radius, and the size of the label it needs."""

    x: float
    y: float
    radius: float
    width: float
    height: float

    @property
    def box(self) -> Box:
        return Box(self.x - self.radius, self.y - self.radius, 2 * self.radius, 2 * self.radius)


def placed(points: Sequence[Point], room: Box) -> list[Box]:
    """A box for each point's label, inside `room` where possible; the same points give the same boxes."""
    choices = [_choices(point) for point in points]
    chosen = [boxes[0] for boxes in choices]
    dots = [point.box for point in points]
    for _ in range(_TURNS):
        before = list(chosen)
        for turn, boxes in enumerate(choices):
            others = [*dots, *(box for index, box in enumerate(chosen) if index != turn)]
            chosen[turn] = min(boxes, key=lambda box: _cost(box, boxes.index(box), others, room))
        if chosen == before:
            break
    return chosen


def _choices(point: Point) -> list[Box]:
    return [_beside(point, *direction, distance) for distance, direction in product(_DISTANCES, _DIRECTIONS)]


def _beside(point: Point, across: int, down: int, distance: float) -> Box:
    away = point.radius + distance
    if across and down:
        away *= 0.75
    x = point.x + across * away - point.width * (1 - across) / 2
    y = point.y + down * away - point.height * (1 - down) / 2
    return Box(x, y, point.width, point.height)


def _cost(box: Box, place: int, others: Sequence[Box], room: Box) -> float:
    outside = box.width * box.height - box.covers(room)
    return 10 * sum(map(box.covers, others)) + 100 * outside + place
