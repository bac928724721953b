"""Somebody's own answers to the central questions, over time: for nobody else, and beside nobody's."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

#: So many of the last rounds.
ROUNDS = 12


class OwnAnswer(Struct, frozen=True):
    """An answer to a scale. opened_on: the local day of its round; option: a key; score: 1 (worst) and up."""

    opened_on: date
    option: str
    score: int


class OwnLine(Struct, frozen=True):
    """The answers to one question as it is asked now, the oldest first. central: its central question's key."""

    central: str
    question: str
    answers: Sequence[OwnAnswer]


def newest(lines: Sequence[OwnLine]) -> list[OwnLine]:
    """The same, of the last ROUNDS days on which anything was answered."""
    days = sorted({one.opened_on for line in lines for one in line.answers})[-ROUNDS:]
    return [replace(line, answers=[one for one in line.answers if one.opened_on in days]) for line in lines]
