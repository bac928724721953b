"""What stands in the tables of an export. People are pseudonyms, drawn anew for each export; moments are weeks."""

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


class AnswerRow(NamedTuple):
    """One answer. question, version, option: keys that the code book explains. week: of the round's opening.

    text: only where sharing was allowed; its row has no round, week or pseudonym, for a style is soon recognised.
    """

    practice: str
    round: int | None
    week: str | None
    pseudonym: str | None
    role: str
    question: str
    version: int
    experiment: str | None
    score: int | None
    option: str | None
    text: str | None


class ExperimentRow(NamedTuple):
    """An experiment as it stands; week: of its last report."""

    practice: str
    design_question: str
    central_question: str
    title: str
    status: str | None
    week: str | None


class CodeBookRow(NamedTuple):
    """A question's version, or an option of it, in the words that people saw."""

    question: str
    version: int
    option: str | None
    words: str
