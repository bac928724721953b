"""A column of people for each window, the lowest class below: a dot for each person, or a bar where they are many."""

from collections.abc import Sequence

from reports import fonts
from reports.bars import ONE_BY_ONE
from reports.colours import ACCENT, BORDER, MAIN, PALE
from reports.picture import Picture
from reports.time_axis import TimeAxis

#: From the lowest class to the highest.
COLOURS = (ACCENT, BORDER, MAIN)
#: The size of the numbers beside a column, and the width of a column.
_SIZE, _WIDE = 13, 14
#: Closer than this dots are no dots any more.
_SMALLEST = 4


def stacked_classes(
    picture: Picture, axis: TimeAxis, y: float, height: float, columns: Sequence[tuple[int, int, int] | None]
) -> None:
    """Draws it between `y` and `y + height`. columns: by slot how many are in each class; None: a gap.

    Heights are numbers of people, the same for all columns.
    """
    most = max((sum(counts) for counts in columns if counts), default=1)
    step = height / most
    picture.line([(axis.left, y + height), (axis.right, y + height)], BORDER)
    for slot, counts in enumerate(columns):
        if counts is None:
            picture.rectangle(axis.middle(slot) - axis.slot / 2, y, axis.slot, height, PALE)
        else:
            _column(picture, axis, slot, y + height, step, counts)


def _column(picture: Picture, axis: TimeAxis, slot: int, foot: float, step: float, counts: Sequence[int]) -> None:
    has_room = axis.slot >= _WIDE + 24
    x = axis.middle(slot) - (11 if has_room else 0)
    for count, colour in zip(counts, COLOURS, strict=True):
        _class(picture, x, foot, step, count, colour, one_by_one=sum(counts) < ONE_BY_ONE and step >= _SMALLEST)
        if count * step >= _SIZE - 2 and has_room:
            middle = foot - count * step / 2
            picture.text(x + _WIDE / 2 + 3, middle + _SIZE * 0.36, str(count), _SIZE, bold=True)
        foot -= count * step


def _class(picture: Picture, x: float, foot: float, step: float, count: int, colour: str, *, one_by_one: bool) -> None:
    if one_by_one:
        for person in range(count):
            picture.circle(x, foot - (person + 0.5) * step, min(step * 0.44, _WIDE / 2), colour)
    elif count:
        picture.rectangle(x - _WIDE / 2, foot - count * step, _WIDE, count * step - 1, colour)


def legend(picture: Picture, x: float, y: float, room: float, names: Sequence[str]) -> float:
    """Which colour is which class, one behind the other. Returns the y below it."""
    start, foot = x, y + _SIZE
    shown = COLOURS if len(names) == len(COLOURS) else (COLOURS[0], COLOURS[-1])
    for name, colour in zip(names, shown, strict=True):
        needed = 16 + fonts.width(name, _SIZE) + 12
        if x > start and x + needed > start + room:
            x, foot = start, foot + _SIZE * 1.4
        picture.circle(x + 5, foot - _SIZE * 0.35, 5, colour)
        picture.text(x + 14, foot, fonts.cut(name, _SIZE, room - 16), _SIZE)
        x += needed
    return foot + 6
