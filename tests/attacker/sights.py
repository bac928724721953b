"""What an attacker sees of one question in one window: a told figure or a silence, and what each leaves possible."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rules import telling
from rules.telling import MINIMUM_GROUP, Told

#: Counts by option as an output tells them; None: it says nothing. The rule under attack, or a broken one.
Tell = Callable[[Sequence[int]], Told | None]


def as_it_is(counts: Sequence[int]) -> Told | None:
    return telling.told(counts, MINIMUM_GROUP)


def as_chosen(counts: Sequence[int]) -> Told | None:
    """Of a question that is no scale."""
    return Told(tuple(counts), by_class=False) if telling.may_be_told(counts, MINIMUM_GROUP) else None


@dataclass(frozen=True)
class Sight:
    """members: whose answers are in it, which the attacker knows. own: what the attacker's accounts answered."""

    window: int
    question: int
    members: tuple[int, ...]
    own: tuple[int, ...]
    tell: Tell = as_it_is

    def shown(self, options: Sequence[int]) -> Told | None:
        """What is told when the members' answers are by option like this."""
        return self.tell([count + self.own.count(option) for option, count in enumerate(options)])
