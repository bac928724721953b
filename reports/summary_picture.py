"""A round's summary as one picture for a phone, with a background of its own: readable on a dark screen too."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports import fonts
from reports.bars import bars
from reports.colours import INK, MAIN, MUTED, PALE, WHITE
from reports.picture import Picture
from reports.trend import trend
from rules.summary import Figures, Response

#: Units: a phone in the hand is about 400 wide, and shows 13 as small print.
_WIDTH, _EDGE = 400, 16
#: Telegram keeps a photo of at most 2560 pixels a side.
_ZOOM = 2.6
_ROOM = _WIDTH - 2 * _EDGE
_GAP = 20
#: Beside the bars of a question: the mean, and below it the line of the last rounds.
_SIDE, _TREND = 84, 34


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """A central question literally, and what is told of it; `bars` is empty where nothing is.

    bars: (words, how many) from worst to best. mean: as it is read ("3,6"), "" where there are classes only.
    means: of the last windows, oldest first, this one included; None where one has none.
    verdict: whether it changed, in a line below; "" where there is nothing to compare.
    """

    question: str
    bars: tuple[tuple[str, int], ...] = ()
    mean: str = ""
    means: tuple[float | None, ...] = ()
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class SummaryWords:
    """Every word of the picture, in one language; the keys are those of the figures.

    title, period: which practice, round and days. window: of which days the central questions are; "" for none.
    mean: above each mean. trend: below each line. hidden: instead of figures that are not told.
    roles: how many of whom ("Mantelzorgers: 7 van 12").
    """

    title: str
    period: str
    window: str
    central: Sequence[QuestionFigures]
    hidden: str
    mean: str
    trend: str
    response: str
    roles: Mapping[str, str]
    experiments: str
    statuses: Mapping[str, str]
    no_report: str
    right_to_left: bool = False


def summary_picture(words: SummaryWords, figures: Figures) -> bytes:
    """A PNG, 1,040 pixels wide."""
    picture = Picture(_WIDTH, right_to_left=words.right_to_left)
    y = _head(picture, words)
    y = _lines(picture, y, words.window, 13, fill=MUTED) + _EDGE if words.window else y
    if any(question.bars for question in words.central):
        for question in words.central:
            y = _question(picture, y, words, question)
    else:
        y = _lines(picture, y, words.hidden, 13, fill=MUTED) + _GAP
    y = _response(picture, y, words, figures.response)
    picture.height = _experiments(picture, y, words, _by_status(figures))
    return picture.png(_ZOOM)


def _head(picture: Picture, words: SummaryWords) -> float:
    picture.rectangle(0, 0, _WIDTH, 64, MAIN)
    picture.text(_EDGE, 30, fonts.cut(words.title, 20, _ROOM, bold=True), 20, bold=True, fill=WHITE)
    picture.text(_EDGE, 51, fonts.cut(words.period, 14, _ROOM), 14, fill=WHITE)
    return 64 + _GAP


def _question(picture: Picture, y: float, words: SummaryWords, question: QuestionFigures) -> float:
    y = _lines(picture, y, question.question, 15, bold=True)
    if not question.bars:
        return _lines(picture, y, words.hidden, 13, fill=MUTED) + _GAP
    y = _answers(picture, y, words, question)
    return _lines(picture, y, question.verdict, 13, fill=MUTED) + _GAP if question.verdict else y + _GAP


def _answers(picture: Picture, y: float, words: SummaryWords, question: QuestionFigures) -> float:
    if not question.mean:
        return bars(picture, _EDGE, y + 2, _ROOM, question.bars)
    below = bars(picture, _EDGE, y + 2, _ROOM - _SIDE - 8, question.bars)
    x = _WIDTH - _EDGE - _SIDE
    picture.text(x, y + 14, fonts.cut(words.mean, 12, _SIDE), 12, fill=MUTED)
    picture.text(x, y + 41, question.mean, 26, bold=True)
    trend(picture, x, y + 53, _SIDE, _TREND, question.means, len(question.bars))
    picture.text(x, y + 102, fonts.cut(words.trend, 12, _SIDE), 12, fill=MUTED)
    return max(below, y + 102)


def _response(picture: Picture, y: float, words: SummaryWords, response: Mapping[str, Response]) -> float:
    y = _lines(picture, y, words.response, 15, bold=True)
    for role, line in words.roles.items():
        found = response.get(role, Response())
        y = _lines(picture, y, line, 13)
        picture.rectangle(_EDGE, y + 1, _ROOM, 7, PALE, rounded=3)
        if found.answered:
            picture.rectangle(_EDGE, y + 1, _ROOM * min(found.answered / found.eligible, 1), 7, MAIN, rounded=3)
        y += 15
    return y + _GAP


def _by_status(figures: Figures) -> Counter[str | None]:
    return Counter(experiment.status for question in figures.design_questions for experiment in question.experiments)


def _experiments(picture: Picture, y: float, words: SummaryWords, counts: Counter[str | None]) -> float:
    labels: list[tuple[str | None, str]] = [*words.statuses.items(), (None, words.no_report)]
    rows = [(label, counts[status]) for status, label in labels if counts[status]]
    if not rows:
        return y
    y = _lines(picture, y, words.experiments, 15, bold=True)
    return bars(picture, _EDGE, y + 2, _ROOM, rows) + _GAP


def _lines(picture: Picture, y: float, text: str, size: float, *, bold: bool = False, fill: str = INK) -> float:
    for line in fonts.wrapped(text, size, _ROOM, bold):
        y += size * 1.3
        picture.text(_EDGE, y - size * 0.3, line, size, bold=bold, fill=fill)
    return y
