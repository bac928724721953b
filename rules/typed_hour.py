"""An hour as people type it: "10:30", "om 3 uur". What is not plain ("half elf") is asked again, not guessed."""

import re
from datetime import time

from rules.intention import Vocabulary
from rules.own_time import QUIET_FROM, QUIET_UNTIL

_PIECES = re.compile(r"\d{1,2}|[^\W\d_]+")
#: Nobody needs a finer one, and each moment of its own takes a statement when a round opens.
QUARTER = 15


def as_stored(hour: time) -> str:
    """As a TimePreference keeps it: "10:30"."""
    return f"{hour:%H:%M}"


def read_hour(typed: str, spoken: Vocabulary) -> time | None:
    """The quarter of an hour meant, from nine to eight; None when it is no such moment, or not plain which.

    Three o'clock is in the afternoon: at night nobody is asked.
    """
    pieces = [word for piece in _PIECES.findall(typed) for word in spoken.words(piece)]
    known = {word for phrase in spoken.phrases["hours"] for word in phrase}
    numbers = [int(piece) if piece.isdecimal() else spoken.number(piece) for piece in pieces if piece not in known]
    if not 1 <= len(numbers) <= 2 or None in numbers:
        return None
    hour, minute = [number or 0 for number in (*numbers, 0)][:2]
    hour += 12 if hour < QUIET_UNTIL.hour else 0
    meant = time(hour, minute // QUARTER * QUARTER) if hour < 24 and minute < 60 else None
    return meant if meant and QUIET_UNTIL <= meant < QUIET_FROM else None
