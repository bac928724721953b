"""Worlds: a practice, who answers in it and how, and an attacker who leads it and acts. By lot, from a seed.

The attacker joins with accounts that nobody knows of, answers now this and now that, or not at all; and opens and
closes rounds, and so chooses in which window it is the victim alone who came or went. Of who answered, and of all that
was told, the attacker knows everything but the answers. What is filled in for nicknames counts nowhere.
"""

import random
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rules.access import Role
from rules.telling import MINIMUM_GROUP
from rules.window import Looked, length_of_next, looked_at
from rules.window_figures import BESIDE
from rules.window_figures import MATTERED as WHETHER_IT_MATTERED
from tests.attacker.people import KINDS, MATTERED, QUESTIONS, SIZES, Habits, life
from tests.attacker.sights import Sight, Tell, as_chosen, as_it_is

WINDOWS = 6
#: The shortest that windows last: one round.
FIRST_ENDED_ON, LASTS = date(2026, 12, 7), timedelta(weeks=2)
VICTIM = 0
#: By group the questions in which its people count, or in none.
GROUPS: dict[str, range] = {Role.CAREGIVER: range(QUESTIONS), WHETHER_IT_MATTERED: range(MATTERED, len(SIZES))}
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
#: In which of the windows in which they are counted the victim does not say whether it mattered.
SILENT: tuple[Callable[[int, int], bool], ...] = (
    lambda window, at: False,
    lambda window, at: True,
    lambda window, at: window == at,
)


@dataclass(frozen=True)
class Answered:
    """Who answered in a window: by group, without the attacker's accounts. own: what those answered."""

    by: dict[str, tuple[int, ...]]
    own: list[list[int]]


@dataclass(frozen=True)
class World:
    """lives: by person and window, without the attacker's accounts. sights: all that follows from anything told.

    there: by window who answered.
    """

    habits: Habits
    lives: list[list[int]]
    sights: list[Sight]
    there: Sequence[Answered] = ()


@dataclass(frozen=True)
class Rules:
    """What is attacked: what is told of counts, on a scale and not."""

    tell: Tell = as_it_is
    chosen: Tell = as_chosen


def by_all(people: Sequence[int], own: list[list[int]]) -> Answered:
    """A window in which these people answered everything."""
    return Answered(dict.fromkeys(GROUPS, tuple(people)), own)


class Practice:
    """A practice that lives through its windows while an attacker leads it."""

    def __init__(self, chance: random.Random, size: int, accounts: int, asked: Collection[int]) -> None:
        """asked: in which windows it is asked whether it mattered."""
        self.chance = chance
        self.asked = asked
        self.people = range(max(size - accounts, 2))
        self.accounts = accounts
        self.act, self.at = chance.choice(list(ACTS.values())), chance.randrange(1, WINDOWS)
        #: How often somebody answers a round, and how often they skip a question; None: everybody, everything.
        self.response = chance.choice((None, None, None, 0.6, 0.8, 1.0))
        self.answered: list[int] = []
        self.own = self._any_answers()
        self.silent = chance.choice(SILENT)

    def _any_answers(self) -> list[list[int]]:
        return [[self.chance.randrange(size) for size in SIZES] for _ in range(self.accounts)]

    def answered_in(self, window: int) -> Answered:
        """Whether it mattered is asked in the last round of a window."""
        rounds = [self._round(window) for _ in range(length_of_next(self.answered))]
        self.answered += [len(each) + self.accounts for each in rounds]
        everybody, last = sorted(set().union(*rounds)), sorted(rounds[-1]) if window in self.asked else []
        scales = tuple(person for person in everybody if self._answers(0.95**QUESTIONS))
        mattered = tuple(one for one in last if not self._keeps_silent(one, window) and self._answers(0.95))
        return Answered({Role.CAREGIVER: scales, WHETHER_IT_MATTERED: mattered}, self._attackers_answers())

    def _answers(self, share: float) -> bool:
        return self.response is None or self.chance.random() < share

    def _keeps_silent(self, person: int, window: int) -> bool:
        return person == VICTIM and self.response is None and self.silent(window, self.at)

    def _round(self, window: int) -> set[int]:
        there = [person for person in self.people if person != VICTIM or self.act(window, self.at)]
        return {person for person in there if self.response is None or self.chance.random() < self.response}

    def _attackers_answers(self) -> list[list[int]]:
        """By account; the attacker stays away now and then, and changes their mind half of the time."""
        if self.chance.random() < 0.5:
            self.own = self._any_answers()
        return self.own if self.chance.random() < 0.9 else []


def world(seed: int, persistence: float, accounts: int = 1, asked: Collection[int] = range(WINDOWS)) -> World:
    """asked: in which windows it is asked whether it mattered; in all, which is more often than it really is."""
    chance = random.Random(seed)
    habits = Habits(chance.choice(list(KINDS)), chance.choice((0.0, 0.4, 0.8)), persistence)
    practice = Practice(chance, chance.randint(3, 12), accounts, asked)
    lives = [life(chance, habits, WINDOWS) for _ in practice.people]
    there = [practice.answered_in(window) for window in range(WINDOWS)]
    return World(habits, lives, seen(there, Rules()), there)


def seen(there: Sequence[Answered], rules: Rules) -> list[Sight]:
    """Of a window that waits, or in which too few answered, nothing follows from the answers: it is no sight."""
    found: list[Sight] = []
    last: dict[str, Looked] = {}
    for window, answered in enumerate(there):
        accounts = range(-len(answered.own), 0)
        counted = {group: [*people, *accounts] for group, people in answered.by.items()}
        ended_on = FIRST_ENDED_ON + window * LASTS
        looked = looked_at(window, ended_on, counted, last, BESIDE, MINIMUM_GROUP)
        last |= {group: Looked(window, people, ended_on) for group, people in looked.items()}
        for group, people in looked.items():
            members = tuple(sorted(person for person in people if person >= 0))
            found += [_sight(window, question, members, answered.own, rules) for question in GROUPS[group]]
    return found


def _sight(window: int, question: int, members: tuple[int, ...], own: list[list[int]], rules: Rules) -> Sight:
    mine = tuple(each[question] for each in own)
    return Sight(window, question, members, mine, rules.chosen if question == MATTERED else rules.tell)
