"""A code that somebody makes in the chat and reads aloud or writes down, so that another may do one thing for them.

Digits only: every language of the bot reads and types them, and no two of them sound or look alike.
"""

import unicodedata
from datetime import timedelta
from enum import StrEnum

#: 40 random bits. A table of all of them is kept out of reach by how the hash is made, guessing by counting.
DIGITS = 12
GROUP = 4


class Purpose(StrEnum):
    """What a code may be used for, and nothing else."""

    TRACE = "trace"  # to look once at what became of this person's messages: `bot trace`
    LETTER = "letter"  # to ask for one's data, or to be erased, by letter
    ROLE = "role"  # to let a coordinator end a role of this person


TERMS = {Purpose.TRACE: timedelta(days=1), Purpose.LETTER: timedelta(days=7), Purpose.ROLE: timedelta(days=7)}
#: Those that something can be done with: no button makes a code that nobody can take.
OFFERED = (Purpose.TRACE, Purpose.LETTER, Purpose.ROLE)
#: So long on a page for somebody without Telegram, who cannot make another.
ON_PAPER = timedelta(days=365)


def offered(*, answers: bool) -> tuple[Purpose, ...]:
    """What somebody can make a code for. answers: whether they have a role that a coordinator can end."""
    return tuple(one for one in OFFERED if answers or one is not Purpose.ROLE)


def spoken(digits: str) -> str:
    """In groups, as one reads it aloud. With hyphens: groups with spaces change places where one reads to the left."""
    return "-".join(digits[start : start + GROUP] for start in range(0, len(digits), GROUP))


def digits_of(typed: str) -> str | None:
    """The digits of a code as somebody typed it, in whatever script and grouping; None when it can be no code."""
    found = [str(unicodedata.digit(sign)) for sign in typed if sign.isdecimal()]
    return "".join(found) if len(found) == DIGITS else None
