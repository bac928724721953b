"""`python -m tests.properties.research_rows`: what a manager still learns from the rows of a research file.

Worlds: a person's three answers go together, and from one window to the next each is kept with a probability, else
drawn anew. Pinned down: a class of one answer of the victim has 90 % or more, and 30 points more than its share.
"""

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from programme.form import Question
from rules.research import may_leave
from rules.telling import MINIMUM_GROUP, told
from rules.window_figures import Window, WindowFigures, told_questions
from tests.once import PROGRAMME

Row = tuple[int, ...]
WORLDS = 3000
SCALES: list[Question] = [question for question in told_questions(PROGRAMME) if question.central]
#: How usual each option is.
USUAL = (1, 2, 3, 3, 1)


def answers(chance: random.Random) -> Row:
    """Three answers around one mood."""
    mood = chance.choices(range(1, 6), USUAL)[0]
    return tuple(min(5, max(1, mood + chance.choice((-1, 0, 0, 1)))) for _ in SCALES)


def later(row: Row, kept: float, chance: random.Random) -> Row:
    """The same person, a window on."""
    anew = answers(chance)
    return tuple(old if chance.random() < kept else new for old, new in zip(row, anew, strict=True))


def leaves(rows: Sequence[Row]) -> bool:
    """Whether rows of everybody who is counted may leave."""
    counts = [[Counter(row[at] for row in rows)[n] for n in range(1, 6)] for at in range(len(SCALES))]
    found = {str(q.central): told(each, MINIMUM_GROUP) for q, each in zip(SCALES, counts, strict=True)}
    window = Window(1, 1, 1, 3, date(2026, 12, 1), figures=WindowFigures(found))
    by_person = {who: {q.key: str(n) for q, n in zip(SCALES, row, strict=True)} for who, row in enumerate(rows)}
    return may_leave(by_person, window, SCALES, MINIMUM_GROUP)


def pinned(rows: Sequence[Row], weights: Sequence[float], known: frozenset[int]) -> bool:
    """Whether some answer that was not known is as good as told, when each row is the victim's with this weight."""
    total = sum(weights)
    for at in set(range(len(SCALES))) - known:
        share, before = defaultdict[int, float](float), Counter(_class(row[at]) for row in rows)
        for row, weight in zip(rows, weights, strict=True):
            share[_class(row[at])] += weight / total
        if any(each >= 0.9 and each - before[key] / len(rows) >= 0.3 for key, each in share.items()):
            return True
    return False


def _class(option: int) -> int:
    return (option > 2) + (option > 3)


def measured(people: int, kept: float) -> tuple[int, float, float, float]:
    """(windows that leave, and of these the shares pinned down) knowing nothing, one answer, all three of before."""
    chance = random.Random(people)
    found, nothing, one, before = 0, 0, 0, 0
    for _ in range(WORLDS):
        old = [answers(chance) for _ in range(people)]
        new = [later(row, kept, chance) for row in old]
        if leaves(new):
            found += 1
            others = new[1:]  # without the attacker's own; the victim is the first of them
            nothing += pinned(others, [1.0] * len(others), frozenset())
            one += pinned(others, [float(row[0] == others[0][0]) for row in others], frozenset({0}))
            same = [sum(a == b for a, b in zip(old[1], row, strict=True)) for row in others]
            before += pinned(
                others, [(kept + (1 - kept) / 4) ** n * ((1 - kept) * 0.75) ** (3 - n) for n in same], frozenset()
            )
    nothing_known, one_known, all_known = (round(100 * each / max(found, 1), 1) for each in (nothing, one, before))
    return found, nothing_known, one_known, all_known


if __name__ == "__main__":
    for people in (12, 15, 20, 30):
        for kept in (0.5, 0.7, 0.9):
            sys.stdout.write(f"{people} {kept} {measured(people, kept)}\n")
