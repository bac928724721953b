"""The programme over a period: what it holds, apart from how it looks (programme_pdf, programme_xlsx)."""

from collections.abc import Sequence

from msgspec import Struct

from reports.map import Spot
from reports.tabel1 import Tabel1
from rules.summary import Response


class Counts(Struct, frozen=True):
    """A caption and its (words, number) rows, in the order to show."""

    caption: str
    rows: Sequence[tuple[str, int]]


class PracticesMap(Struct, frozen=True):
    """Figuur 1. legend: what its circles count. description: the picture in words, for who cannot see it."""

    caption: str
    spots: Sequence[Spot]
    legend: str
    description: str


class PracticeResponse(Struct, frozen=True):
    """A practice's response in each of the table's rounds; a text where there is none, or too little to show."""

    practice: str
    rounds: Sequence[Response | str]


class ResponseTable(Struct, frozen=True):
    """The response of all practices, shown in alphabetical order; rounds: what stands above the columns."""

    caption: str
    practice: str
    round: str
    answered: str
    asked: str
    rounds: Sequence[str]
    practices: Sequence[PracticeResponse]


class CentralFigures(Struct, frozen=True):
    """A central question over all practices. line: the mean and how many people, or that it is not told.

    rows: (words, how many) by option or by class, from low to high; none when it is not told.
    """

    question: str
    rows: Sequence[tuple[str, int]]
    line: str


class Lesson(Struct, frozen=True):
    """What was written down of an experiment; texts are empty where nothing was. readiness: 1 to 10, or None.

    outcome, decided: whether it came true and what was decided, each time that its practice looked back.
    """

    practice: str
    question: str
    title: str
    expectation: str
    confidence: str
    outcome: str
    learnt: str
    decided: str
    readiness: int | None
    taken_from: str


class Learning(Struct, frozen=True):
    """What practices learnt. counts: one for each central question of which there is something; none: a sentence.

    header: what stands above the columns of a Lesson, in its order.
    """

    caption: str
    none: str
    counts: Sequence[Counts]
    header: Sequence[str]
    lessons: Sequence[Lesson]


class ProgrammeReport(Struct, frozen=True):
    """Everything in the report, in its language. method: how the figures were computed, a paragraph each.

    indicator: practices, participants, design questions, experiments (indicator 23 of the monitor Langer Thuis, 2020).
    made: on which day it was made, as a sentence.
    since: how these changed since the period began, as a sentence; empty when it is not known.
    """

    title: str
    period: str
    made: str
    indicator: Counts
    statuses: Counts
    tabel1: Tabel1
    map: PracticesMap
    response: ResponseTable
    central_caption: str
    central: Sequence[CentralFigures]
    learning: Learning
    method_caption: str
    method: Sequence[str]
    language: str
    right_to_left: bool = False
    since: str = ""
