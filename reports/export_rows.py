"""What stands in the tables of a file: groups, or in the research file persons under a pseudonym. Moments are weeks."""

from datetime import date
from typing import NamedTuple


def week(on: date) -> str:
    """The ISO week of a local date (ISO 8601: "2026-W50")."""
    year, number, _ = on.isocalendar()
    return f"{year}-W{number:02}"


class RoundRow(NamedTuple):
    """A round of a practice, with how many caregivers and participants were asked and gave an answer."""

    practice: str
    number: int
    opened: str
    closed: str | None
    caregivers_asked: int
    caregivers_answered: int
    participants_asked: int
    participants_answered: int


class WindowRow(NamedTuple):
    """How many caregivers gave an answer in a window of a practice, or participants heard something about a question.

    version, asked: of the question as it was asked then. option: a key that the code book explains, of an option or a
    class; answer: its words. mean: of all answers to the question, where it is told. reason: where nothing is told; the
    others are empty then.
    """

    practice: str
    first_round: int
    last_round: int
    opened: str
    closed: str | None
    question: str
    version: int
    asked: str
    option: str | None
    answer: str | None
    people: int | None
    mean: float | None
    reason: str | None


class ResearchRow(NamedTuple):
    """One answer of a person in a window. question, version, option: keys that the code book explains."""

    practice: str
    opened: str
    closed: str | None
    pseudonym: str
    question: str
    version: int
    option: str


class LeftOutRow(NamedTuple):
    """A window of a practice of which no rows leave."""

    practice: str
    opened: str
    closed: str | None
    reason: str


class ExperimentRow(NamedTuple):
    """An experiment as it stood when a round closed. opened: the round's week; week: of the last report until then."""

    practice: str
    round: int
    opened: str
    design_question: str
    central_question: str
    title: str
    status: str | None
    week: str | None


class LearntRow(NamedTuple):
    """One time that a practice looked back at an experiment; or only what is expected of it.

    week: of looking back, or else of the expectation. outcome: whether it came true, as participants said last.
    outcome, decided: in words. readiness: 1 to 10, how ready it is for
    others. taken_from: the practice and title it was taken over from.
    """

    practice: str
    central_question: str
    title: str
    week: str
    expectation: str | None
    confidence: str | None
    outcome: str | None
    lesson: str | None
    decided: str | None
    readiness: int | None
    taken_from: str | None


class CodeBookRow(NamedTuple):
    """A question's version, or an option of it, in the words that people saw."""

    question: str
    version: int
    option: str | None
    words: str
