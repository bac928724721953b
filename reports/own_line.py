"""Somebody's own answers over time as a small picture: a line for each question, and no figure of anybody else."""

from collections.abc import Sequence

from msgspec import Struct

from reports import fonts
from reports.colours import MAIN, MUTED, WHITE
from reports.picture import Picture
from reports.trend import trend

#: Units: points of a phone.
_WIDTH, _EDGE, _ZOOM = 360, 16, 3
_ROOM = _WIDTH - 2 * _EDGE
_LINE, _GAP = 46, 14


class LineWords(Struct, frozen=True):
    """question: its short name. scores: 1 to `most`, oldest first; None where nothing was answered.

    lowest, highest: the words of the ends of its scale.
    """

    question: str
    scores: Sequence[float | None]
    most: int
    lowest: str
    highest: str


class OwnLineWords(Struct, frozen=True):
    """Every word of the picture. first, last: the days at its ends."""

    title: str
    only_yours: str
    lines: Sequence[LineWords]
    first: str
    last: str
    right_to_left: bool = False


def own_line_picture(words: OwnLineWords) -> bytes:
    """The picture in PNG, 1,080 pixels wide."""
    picture = Picture(_WIDTH, right_to_left=words.right_to_left)
    picture.rectangle(0, 0, _WIDTH, 56, MAIN)
    picture.text(_EDGE, 25, fonts.cut(words.title, 17, _ROOM, bold=True), 17, bold=True, fill=WHITE)
    picture.text(_EDGE, 45, fonts.cut(words.only_yours, 13, _ROOM), 13, fill=WHITE)
    y = 56.0 + _GAP
    for line in words.lines:
        y = _line(picture, y, line)
    picture.text(_EDGE, y + 4, words.first, 13, fill=MUTED)
    picture.text(_WIDTH - _EDGE - fonts.width(words.last, 13), y + 4, words.last, 13, fill=MUTED)
    picture.height = y + 14
    return picture.png(_ZOOM)


def _line(picture: Picture, y: float, line: LineWords) -> float:
    picture.text(_EDGE, y + 12, fonts.cut(line.question, 15, _ROOM, bold=True), 15, bold=True)
    picture.text(_EDGE, y + 30, fonts.cut(line.highest, 13, _ROOM), 13, fill=MUTED)
    trend(picture, _EDGE + 4, y + 38, _ROOM - 8, _LINE, line.scores, line.most)
    picture.text(_EDGE, y + 38 + _LINE + 16, fonts.cut(line.lowest, 13, _ROOM), 13, fill=MUTED)
    return y + 38 + _LINE + 16 + _GAP
