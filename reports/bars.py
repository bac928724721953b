"""A row of a bar chart: words, a bar, a number. The words carry the meaning; the bar only shows it at a glance."""

from collections.abc import Sequence

from reports import fonts
from reports.colours import INK, MAIN
from reports.picture import Picture

ROW = 19
SIZE = 13
_LABELS = 128
_NUMBERS = 28


def bars(picture: Picture, x: float, y: float, room: float, rows: Sequence[tuple[str, int]]) -> float:
    """Draws (words, number) rows `room` wide, the highest number the longest bar. Returns the y below them."""
    most = max((number for _, number in rows), default=0)
    for row, (words, number) in enumerate(rows):
        foot = y + ROW * row + SIZE
        length = (room - _LABELS - _NUMBERS) * number / most if most else 0
        size = fonts.fitting(words, SIZE, _LABELS - 6, smallest=11)
        picture.text(x, foot, fonts.cut(words, size, _LABELS - 6), size)
        if number:
            picture.rectangle(x + _LABELS, foot - SIZE + 2, length, SIZE, MAIN, rounded=2)
        picture.text(x + _LABELS + length + 5, foot, str(number), SIZE, bold=True, fill=INK)
    return y + ROW * len(rows)
