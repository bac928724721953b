"""A round's summary as pictures for a phone, with a background of their own: readable on a dark screen too.

A phone shows a picture some 360 points wide, and one that is much taller than wide as a narrow strip: so there are
several, each at most a quarter taller than wide, and no letter is smaller than 13 points.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from reports import fonts
from reports.bars import ONE_BY_ONE, bars
from reports.colours import INK, MAIN, MUTED, PALE, WHITE
from reports.picture import Picture
from reports.trend import trend
from rules.summary import Figures, Response

#: Units: points of a phone.
_WIDTH, _EDGE = 360, 16
_ZOOM = 3
_ROOM = _WIDTH - 2 * _EDGE
_GAP = 10
#: So many questions with all there may be to them fill a picture; one leaves room for the rest.
_QUESTIONS = 2
#: Beside the bars of a question: the mean, and below it the line of the last rounds.
_SIDE, _TREND = 88, 26
#: What is longer than so many lines is cut off.
_LINES = 2


class QuestionFigures(Struct, frozen=True):
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


class SummaryWords(Struct, frozen=True):
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


def how_many(central: Sequence[QuestionFigures]) -> int:
    """How many pictures there are of a round with these questions."""
    return len(_split(central))


def summary_picture(words: SummaryWords, figures: Figures, number: int) -> bytes:
    """The picture of this number, from 0, in PNG, 1,080 pixels wide. Response and experiments are on the last."""
    split = _split(words.central)
    picture = Picture(_WIDTH, right_to_left=words.right_to_left)
    y = _head(picture, words) if number == 0 else _head_again(picture, words)
    for question in split[number]:
        y = _question(picture, y, words, question)
    if number == len(split) - 1:
        if not any(split):
            y = _lines(picture, y, words.hidden, 13, fill=MUTED) + _GAP
        y = _response(picture, y, words, figures.response)
        y = _experiments(picture, y, words, _by_status(figures))
    picture.height = y
    return picture.png(_ZOOM)


def _split(central: Sequence[QuestionFigures]) -> list[Sequence[QuestionFigures]]:
    """The questions by picture, none when nothing is told; the last picture has room for more."""
    asked = central if any(question.bars for question in central) else ()
    split = [asked[first : first + _QUESTIONS] for first in range(0, len(asked), _QUESTIONS)]
    return split if split and len(split[-1]) < _QUESTIONS else [*split, ()]


def _head(picture: Picture, words: SummaryWords) -> float:
    picture.rectangle(0, 0, _WIDTH, 50, MAIN)
    picture.text(_EDGE, 23, fonts.cut(words.title, 18, _ROOM, bold=True), 18, bold=True, fill=WHITE)
    picture.text(_EDGE, 42, fonts.cut(words.period, 13, _ROOM), 13, fill=WHITE)
    return _lines(picture, 54, words.window, 13, fill=MUTED) + _GAP / 2 if words.window else 50 + _GAP


def _head_again(picture: Picture, words: SummaryWords) -> float:
    picture.rectangle(0, 0, _WIDTH, 32, MAIN)
    picture.text(_EDGE, 22, fonts.cut(words.title, 16, _ROOM, bold=True), 16, bold=True, fill=WHITE)
    return 32 + _GAP / 2


def _question(picture: Picture, y: float, words: SummaryWords, question: QuestionFigures) -> float:
    y = _lines(picture, y, question.question, 14, bold=True)
    if not question.bars:
        return _lines(picture, y, words.hidden, 13, fill=MUTED) + _GAP
    y = _answers(picture, y, words, question)
    return _lines(picture, y + 2, question.verdict, 13, fill=MUTED) + _GAP if question.verdict else y + _GAP


def _answers(picture: Picture, y: float, words: SummaryWords, question: QuestionFigures) -> float:
    one_by_one = sum(number for _, number in question.bars) < ONE_BY_ONE
    if not question.mean:
        return bars(picture, _EDGE, y + 2, _ROOM, question.bars, one_by_one=one_by_one)
    below = bars(picture, _EDGE, y + 2, _ROOM - _SIDE - 8, question.bars, one_by_one=one_by_one)
    x = _WIDTH - _EDGE - _SIDE
    picture.text(x, y + 13, fonts.cut(words.mean, 13, _SIDE), 13, fill=MUTED)
    picture.text(x, y + 36, question.mean, 22, bold=True)
    trend(picture, x, y + 45, _SIDE, _TREND, question.means, len(question.bars))
    picture.text(x, y + 86, fonts.cut(words.trend, 13, _SIDE), 13, fill=MUTED)
    return max(below, y + 88)


def _response(picture: Picture, y: float, words: SummaryWords, response: Mapping[str, Response]) -> float:
    y = _lines(picture, y, words.response, 14, bold=True, most=1)
    for role, line in words.roles.items():
        found = response.get(role, Response())
        y = _lines(picture, y, line, 13)
        picture.rectangle(_EDGE, y + 1, _ROOM, 7, PALE, rounded=3)
        if found.answered:
            picture.rectangle(_EDGE, y + 1, _ROOM * min(found.answered / found.eligible, 1), 7, MAIN, rounded=3)
        y += 10
    return y + _GAP


def _by_status(figures: Figures) -> Counter[str | None]:
    return Counter(experiment.status for question in figures.design_questions for experiment in question.experiments)


def _experiments(picture: Picture, y: float, words: SummaryWords, counts: Counter[str | None]) -> float:
    labels: list[tuple[str | None, str]] = [*words.statuses.items(), (None, words.no_report)]
    rows = [(label, counts[status]) for status, label in labels if counts[status]]
    if not rows:
        return y
    y = _lines(picture, y, words.experiments, 14, bold=True, most=1)
    return bars(picture, _EDGE, y + 2, _ROOM, rows) + _GAP


def _lines(
    picture: Picture, y: float, text: str, size: float, *, bold: bool = False, fill: str = INK, most: int = _LINES
) -> float:
    for line in fonts.wrapped(text, size, _ROOM, bold, most):
        y += size * 1.3
        picture.text(_EDGE, y - size * 0.3, line, size, bold=bold, fill=fill)
    return y
