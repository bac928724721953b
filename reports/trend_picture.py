"""*Verloop* of one central question as a picture for a phone: its run of windows, the response below it, and when
the experiments for it began and ended.

At most a quarter taller than wide, and no letter smaller than 13 points where it is 360 wide.
"""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from reports import fonts
from reports.colours import ACCENT, BORDER, INK, MAIN, MUTED, PALE, WHITE
from reports.picture import Picture
from reports.run_chart import RunFigures, run_chart
from reports.stacked_classes import legend, stacked_classes
from reports.time_axis import TimeAxis
from rules.summary import Response

#: Units: points of a phone.
_WIDTH, _EDGE, _ZOOM = 360, 16, 3
_ROOM, _TALLEST = _WIDTH - 2 * _EDGE, _WIDTH * 5 / 4
_SIZE, _LINE = 13, 17
#: A slot is at most so wide, and the chart so high.
_SLOT, _HIGHEST = 64, 170
_RESPONSE = 26
#: So many experiments, and lines of what there is to say, have room.
EXPERIMENTS, _NOTES = 2, 5


class Tried(Struct, frozen=True):
    """An experiment and its days; ended_on: None while it runs."""

    title: str
    begun_on: date
    ended_on: date | None


class Classes(Struct, frozen=True):
    """columns: by slot how many are in the low, middle and high class; None: a gap.

    names: of the classes; of a scale without a middle there are two.
    """

    columns: Sequence[tuple[int, int, int] | None]
    names: Sequence[str]


class TrendPicture(Struct, frozen=True):
    """One central question over windows, oldest first, with all words in one language.

    title, period, question: above it. days, labels, response: by window; response None where nobody was asked.
    breaks: the slots before which something begins anew. highest, lowest: the ends of the scale in words.
    asked: above the response. notes: what there is to say of it. more: of experiments that have no room.
    """

    title: str
    period: str
    question: str
    days: Sequence[tuple[date, date]]
    labels: Sequence[str]
    chart: RunFigures | Classes
    response: Sequence[Response | None]
    breaks: Sequence[int]
    highest: str
    lowest: str
    asked: str
    experiments: Sequence[Tried]
    more: str
    notes: Sequence[str]
    right_to_left: bool = False


def trend_picture(trend: TrendPicture) -> bytes:
    """A PNG, 1,080 pixels wide. The chart gets the room that all else leaves."""
    room = _TALLEST - _drawn(trend, 0).height
    return _drawn(trend, min(room, _HIGHEST)).png(_ZOOM)


def _drawn(trend: TrendPicture, height: float) -> Picture:
    picture = Picture(_WIDTH, right_to_left=trend.right_to_left)
    axis = TimeAxis(_EDGE, min(_SLOT, _ROOM / len(trend.days)), trend.days)
    y = _chart(picture, axis, _head(picture, trend), height, trend)
    y = _response(picture, axis, _experiments(picture, axis, y, trend), trend)
    for note in _notes(trend):
        y += _LINE
        picture.text(_EDGE, y - 4, note, _SIZE)
    picture.height = y + 8
    return picture


def _head(picture: Picture, trend: TrendPicture) -> float:
    picture.rectangle(0, 0, _WIDTH, 48, MAIN)
    picture.text(_EDGE, 22, fonts.cut(trend.title, 17, _ROOM, bold=True), 17, bold=True, fill=WHITE)
    picture.text(_EDGE, 40, fonts.cut(trend.period, _SIZE, _ROOM), _SIZE, fill=WHITE)
    y = 52.0
    for line in fonts.wrapped(trend.question, 14, _ROOM, True, 2):
        y += 18
        picture.text(_EDGE, y - 4, line, 14, bold=True)
    return y + 2


def _notes(trend: TrendPicture) -> list[str]:
    """The first that fit as a whole: each of them stands in the text as well."""
    lines: list[str] = []
    for note in trend.notes:
        more = fonts.wrapped(note, _SIZE, _ROOM, False, _NOTES)
        lines += more if len(lines) + len(more) <= _NOTES else []
    return lines


def _chart(picture: Picture, axis: TimeAxis, y: float, height: float, trend: TrendPicture) -> float:
    if isinstance(trend.chart, Classes):
        y = legend(picture, _EDGE, y, _ROOM, trend.chart.names)
        stacked_classes(picture, axis, y, height, trend.chart.columns)
        _breaks(picture, axis, y, height, trend)
        return _days(picture, axis, y + height, trend)
    picture.text(_EDGE, y + _SIZE, fonts.cut(trend.highest, _SIZE, _ROOM), _SIZE, fill=MUTED)
    y += _LINE
    run_chart(picture, axis, y, height, trend.chart)
    _breaks(picture, axis, y, height, trend)
    picture.text(_EDGE, y + height + _SIZE, fonts.cut(trend.lowest, _SIZE, _ROOM), _SIZE, fill=MUTED)
    return _days(picture, axis, y + height + _LINE - 2, trend)


def _breaks(picture: Picture, axis: TimeAxis, y: float, height: float, trend: TrendPicture) -> None:
    for slot in trend.breaks:
        x = axis.middle(slot) - axis.slot / 2
        picture.line([(x, y - 4), (x, y + height + 4)], MUTED, 2)


def _days(picture: Picture, axis: TimeAxis, y: float, trend: TrendPicture) -> float:
    widest = max(fonts.width(label, _SIZE) for label in trend.labels) + 24
    for slot in axis.labelled(widest):
        label = trend.labels[slot]
        half = fonts.width(label, _SIZE) / 2
        x = min(max(axis.middle(slot) - half, _EDGE), _WIDTH - _EDGE - 2 * half)
        picture.line([(axis.middle(slot), y + 1), (axis.middle(slot), y + 4)], BORDER)
        picture.text(x, y + 4 + _SIZE, label, _SIZE, fill=MUTED)
    return y + _LINE + 4


def _experiments(picture: Picture, axis: TimeAxis, y: float, trend: TrendPicture) -> float:
    """Each a line of its name, and below it a bar, with a mark where it begins and ends as far as that is shown."""
    first, last = trend.days[0][0], trend.days[-1][1]
    for one in trend.experiments[:EXPERIMENTS]:
        picture.text(_EDGE, y + _SIZE, fonts.cut(one.title, _SIZE, _ROOM), _SIZE)
        begin, end = axis.place(one.begun_on), axis.place(one.ended_on or date.max)
        picture.rectangle(begin, y + 18, max(end - begin, 3), 4, ACCENT)
        for day, x in ((one.begun_on, begin), (one.ended_on, end)):
            if day and first <= day <= last:
                picture.rectangle(x - 1, y + 16, 2, 8, INK)
        y += 26
    if trend.more:
        y += _LINE
        picture.text(_EDGE, y - 4, fonts.cut(trend.more, _SIZE, _ROOM), _SIZE, fill=MUTED)
    return y + 4


def _response(picture: Picture, axis: TimeAxis, y: float, trend: TrendPicture) -> float:
    picture.text(_EDGE, y + _SIZE, fonts.cut(trend.asked, _SIZE, _ROOM, bold=True), _SIZE, bold=True)
    y += _LINE
    wide = max(axis.slot * 0.7, 2)
    for slot, found in enumerate(trend.response):
        if found and found.eligible:
            x, high = axis.middle(slot) - wide / 2, _RESPONSE * min(found.answered / found.eligible, 1)
            picture.rectangle(x, y, wide, _RESPONSE, PALE)
            picture.rectangle(x, y + _RESPONSE - high, wide, high, MAIN)
    return y + _RESPONSE + 4
