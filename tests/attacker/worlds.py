"""Worlds: a practice, who answers in it and how, and an attacker who leads it and acts. By lot, from a seed.

The attacker joins with accounts that nobody knows of, answers now this and now that, or not at all; and opens and
closes rounds, and so chooses in which window it is the victim alone who came or went. Of who answered, and of all that
was told, the attacker knows everything but the answers. What is filled in for nicknames counts nowhere.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rules.telling import MINIMUM_GROUP
from rules.window import Looked, length_of_next, may_look
from tests.attacker.people import KINDS, OPTIONS, QUESTIONS, Habits, life
from tests.attacker.sights import Sight, Tell, as_it_is

WINDOWS = 6
VICTIM = 0
#: In which windows the victim can be counted; each may have many reasons (pausing, a move, a consent withdrawn).
ACTS: dict[str, Callable[[int, int], bool]] = {
    "stays": lambda window, at: True,
    "joins": lambda window, at: window >= at,
    "leaves": lambda window, at: window < at,
    "skips": lambda window, at: window != at,
    "pauses": lambda window, at: window not in (at, at + 1),
    "answers once": lambda window, at: window == at,
    "comes and goes": lambda window, at: (window + at) % 2 == 0,
}
May = Callable[[Looked, Looked | None, int], bool]


@dataclass(frozen=True)
class World:
    """lives: by person and window, without the attacker's accounts. sights: all that follows from anything told."""

    habits: Habits
    lives: list[list[int]]
    sights: list[Sight]


@dataclass(frozen=True)
class Rules:
    """What is attacked: what is told of counts, and which windows are looked at."""

    tell: Tell = as_it_is
    may_look: May = may_look


class Practice:
    """A practice that lives through its windows while an attacker leads it."""

    def __init__(self, chance: random.Random, size: int, accounts: int) -> None:
        self.chance = chance
        self.people = range(max(size - accounts, 2))
        self.accounts = accounts
        self.act, self.at = chance.choice(list(ACTS.values())), chance.randrange(1, WINDOWS)
        #: How often somebody answers a round, and how often they skip a question; None: everybody, everything.
        self.response = chance.choice((None, None, None, 0.6, 0.8, 1.0))
        self.answered: list[int] = []
        self.own = self._any_answers()

    def _any_answers(self) -> list[list[int]]:
        return [[self.chance.randrange(OPTIONS) for _ in range(QUESTIONS)] for _ in range(self.accounts)]

    def counted(self, window: int) -> tuple[int, ...]:
        """Who answered every question in this window, of the people who are not the attacker."""
        rounds = [self._round(window) for _ in range(length_of_next(self.answered))]
        self.answered += [len(each) + self.accounts for each in rounds]
        anywhere = sorted(set().union(*rounds))
        return tuple(person for person in anywhere if self.response is None or self.chance.random() < 0.95**QUESTIONS)

    def _round(self, window: int) -> set[int]:
        there = [person for person in self.people if person != VICTIM or self.act(window, self.at)]
        return {person for person in there if self.response is None or self.chance.random() < self.response}

    def attackers_answers(self) -> list[list[int]]:
        """By account; the attacker stays away now and then, and changes their mind half of the time."""
        if self.chance.random() < 0.5:
            self.own = self._any_answers()
        return self.own if self.chance.random() < 0.9 else []


def world(seed: int, persistence: float, accounts: int = 1, rules: Rules | None = None) -> World:
    chance = random.Random(seed)
    habits = Habits(chance.choice(list(KINDS)), chance.choice((0.0, 0.4, 0.8)), persistence)
    practice = Practice(chance, chance.randint(3, 12), accounts)
    lives = [life(chance, habits, WINDOWS) for _ in practice.people]
    there = [(practice.counted(window), practice.attackers_answers()) for window in range(WINDOWS)]
    return World(habits, lives, seen(there, rules or Rules()))


def seen(there: Sequence[tuple[tuple[int, ...], list[list[int]]]], rules: Rules) -> list[Sight]:
    """Of a window that waits, or in which too few answered, nothing follows from the answers: it is no sight.

    there: by window who answered everything, and what the attacker's accounts answered.
    """
    found: list[Sight] = []
    last: Looked | None = None
    for window, (members, own) in enumerate(there):
        this = Looked(window, [*members, *range(-len(own), 0)])
        if _enough(len(this.counted), rules.tell) and rules.may_look(this, last, MINIMUM_GROUP):
            last = this
            for question in range(QUESTIONS):
                mine = tuple(each[question] for each in own)
                found.append(Sight(window, question, members, mine, rules.tell))
    return found


def _enough(people: int, tell: Tell) -> bool:
    """Whether so many are ever told of: those who answer as differently as they can are."""
    each, more = divmod(people, 3)
    return tell([each + (more > 0), 0, each + (more > 1), 0, each]) is not None
