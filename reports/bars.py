"""A row of a bar chart: words, a bar, a number. The words carry the meaning; the bar only shows it at a glance.

Of few people each is a dot: a bar would make a crowd of them.
"""

from collections.abc import Sequence

from reports import fonts
from reports.colours import INK, MAIN
from reports.picture import Picture

ROW = 17
SIZE = 13
#: Of the room: the most that words take; and what is between them and the bar, and behind it.
_WORDS = 0.66
_BESIDE, _NUMBERS = 8, 28
#: Between the dots of two people.
_STEP = 9
#: Below so many people each is a dot of their own.
ONE_BY_ONE = 20


def bars(
    picture: Picture, x: float, y: float, room: float, rows: Sequence[tuple[str, int]], *, one_by_one: bool = False
) -> float:
    """Draws (words, number) rows `room` wide, the highest number the longest bar. Returns the y below them.

    one_by_one: dots instead of bars.
    """
    most = max((number for _, number in rows), default=0)
    widest = min(max((fonts.width(words, SIZE) for words, _ in rows), default=0) + 1, room * _WORDS)
    for row, (words, number) in enumerate(rows):
        foot, start = y + ROW * row + SIZE, x + widest + _BESIDE
        length = (room - widest - _BESIDE - _NUMBERS) * number / most if most else 0
        picture.text(x, foot, fonts.cut(words, SIZE, widest), SIZE)
        if number and one_by_one:
            length = _dots(picture, start, foot, min(length / number, _STEP), number)
        elif number:
            picture.rectangle(start, foot - SIZE + 2, length, SIZE - 1, MAIN, rounded=2)
        picture.text(start + length + 5, foot, str(number), SIZE, bold=True, fill=INK)
    return y + ROW * len(rows)


def _dots(picture: Picture, x: float, foot: float, step: float, number: int) -> float:
    for place in range(number):
        picture.circle(x + step * (place + 0.5), foot - SIZE / 2 + 1.5, step * 0.43, MAIN)
    return step * number
