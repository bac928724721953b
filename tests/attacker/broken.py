"""Four outputs as they once were, each of which told a leader one caregiver's answer; and what is seen today.

Small enough to try everything that may have been answered, one by one.
"""

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from itertools import product
from math import prod

from rules.telling import MINIMUM_GROUP, told
from tests.attacker.people import KINDS, OPTIONS

Answers = tuple[int, ...]
Seen = Callable[[Answers], Hashable]
VICTIM = 0
#: The smallest group of old, and what one person filled in for others did not count towards it.
OLD_MINIMUM = 5


@dataclass(frozen=True)
class Break:
    """A way to read an answer. people: who answered for themselves, the victim first. then, now: all that is seen."""

    name: str
    people: int
    then: Seen
    now: Seen


def counts(answers: Answers) -> list[int]:
    return [answers.count(option) for option in range(OPTIONS)]


def figure(answers: Answers) -> Hashable:
    """What is told today, of those who answered for themselves and of nobody else."""
    return told(counts(answers), MINIMUM_GROUP)


def spreadsheet(answers: Answers) -> Hashable:
    """A row a person and a column a round: everybody but the victim answered the second round too."""
    return frozenset(Counter((answer, person != VICTIM) for person, answer in enumerate(answers)).items())


def two_hands(answers: Answers) -> Hashable:
    """Two accounts filled in for five nicknames each: only the larger hand was taken off."""
    nicknames = 2 * (4,) * 5
    return tuple(counts(answers + nicknames)) if len(answers + nicknames) - 5 >= OLD_MINIMUM else None


def erasure(answers: Answers) -> Hashable:
    """Frozen figures, and a file without the victim and four nicknames that were erased with them: five are missing."""
    nicknames = (2,) * 4
    missing = len(nicknames) + 1
    rest = tuple(sorted(answers[VICTIM + 1 :])) if missing >= OLD_MINIMUM else None
    return tuple(counts(answers + nicknames)), rest


def contact(answers: Answers) -> Hashable:
    """Only who chose the lowest was asked whether they want contact, and the victim did."""
    return answers[VICTIM] == 0, tuple(counts(answers))


def asked_for_contact(answers: Answers) -> Hashable:
    """Everybody can ask at any time: that the victim did is seen whatever they answered."""
    return True, figure(answers)


BREAKS = (
    Break("by the spreadsheet", 6, spreadsheet, figure),
    Break("by filling in for others with two accounts", 1, two_hands, figure),
    Break("by an erasure", 6, erasure, figure),
    Break("by a request for contact", 6, contact, asked_for_contact),
)


def surest(seen: Seen, truth: Answers, kind: str = "usual") -> tuple[float, float]:
    """Of the victim's likeliest answer: how likely it was before looking, and is over all that fits what is seen."""
    shares = KINDS[kind]
    weights = [0.0] * OPTIONS
    for answers in product(range(OPTIONS), repeat=len(truth)):
        if seen(answers) == seen(truth):
            weights[answers[VICTIM]] += prod(shares[answer] for answer in answers)
    best = max(range(OPTIONS), key=weights.__getitem__)
    return shares[best], weights[best] / sum(weights)
