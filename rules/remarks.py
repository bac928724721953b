"""Which shared texts a coordinator may read: never so few at a time that one could tell whose they are."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """A text whose writer lets the coordinator read it. person_id: who wrote it, for counting only."""

    person_id: int
    text: str


def readable(rounds: Sequence[Sequence[Remark]], minimum_group: int) -> list[str]:
    """The texts of these closed rounds (oldest first) that may be read, in an order that tells nothing.

    Rounds are let go together as soon as `minimum_group` different people wrote in them; the newest may have to wait
    for later ones. So whoever compares two moments finds at least so many new writers, never one.
    """
    released: list[str] = []
    waiting: list[Remark] = []
    for written in rounds:
        waiting += written
        if len({remark.person_id for remark in waiting}) >= minimum_group:
            released += [remark.text for remark in waiting]
            waiting = []
    return sorted(released, key=str.casefold)
