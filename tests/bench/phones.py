"""Whose phones take part, and what their buttons send: the same for every contender."""

import random
from collections.abc import Sequence

from tests.bench.api import Tap

TOKEN = "7000000001:a-token-that-only-the-benchmark-knows"
#: People with an open check-in have this number and the following ones; so have their check-ins from 1.
FIRST_PHONE = 1_000_000
#: People who are to get a prompt.
FIRST_PROMPTED = 2_000_000
#: Who opens the round that prompts them, and the button for it.
COORDINATOR = 3_000_000
OPEN_ROUND = "wc|2|open"
#: The questions with five options that a check-in begins with.
QUESTIONS = ("samen", "volhouden", "goed")


def prompted(prompts: int) -> range:
    """The chats of those who are to get a prompt."""
    return range(FIRST_PROMPTED, FIRST_PROMPTED + prompts)


def tap(number: int, question: str = QUESTIONS[0], at: float = 0.0) -> Tap:
    """Person `number` (from 1) gives the middle answer to a question."""
    return at, FIRST_PHONE + number, f"a|{number}|1|{question}|3"


def skip_remark(number: int) -> Tap:
    """Person `number` leaves the last question out, which finishes the check-in."""
    return 0.0, FIRST_PHONE + number, f"a|{number}|1|remark|-"


def at_once(people: Sequence[int], question: str = QUESTIONS[0]) -> list[Tap]:
    """Each of these people taps, all at the same moment."""
    return [tap(number, question) for number in people]


def at_rate(people: Sequence[int], per_second: float, seed: int = 1) -> list[Tap]:
    """Each of these people taps once, at random moments, so many a second on average; always the same ones."""
    dice, at, taps = random.Random(seed), 0.0, []
    for number in people:
        at += dice.expovariate(per_second)
        taps.append(tap(number, at=at))
    return taps
