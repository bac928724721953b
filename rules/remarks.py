"""Which shared texts are let go together: never so few at a time that one could tell whose they are."""

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

#: For whom a text is let go: the coordinators who read it, or a file that is passed on.
Audience = Literal["coordinator", "file"]


class Waiting(Struct, frozen=True):
    """A text of a closed round that may be read and is not let go yet. person_id: who wrote it, for counting only.

    is_report: about an experiment, and so in the practice's name. is_independent: for themselves, by who neither leads
    the practice nor fills in for others there, and not taken back before: who reads it has not read it yet.
    """

    answer_id: int
    person_id: int
    role: str
    is_report: bool
    is_independent: bool


def batch(waiting: Sequence[Waiting], minimum_group: int) -> list[int]:
    """The answers that are let go now: every report, and a role's remarks once enough independent people wrote them.

    What was let go stays so, and what waits goes together: whoever compares two moments finds at least
    `minimum_group` new writers, never one. Who leads, or types for others, hides nobody: they know those words.
    """
    released = [one.answer_id for one in waiting if one.is_report]
    remarks = [one for one in waiting if not one.is_report]
    for role in {one.role for one in remarks}:
        together = [one for one in remarks if one.role == role]
        if len({one.person_id for one in together if one.is_independent}) >= minimum_group:
            released += [one.answer_id for one in together]
    return sorted(released)


def in_no_order(texts: Iterable[str]) -> list[str]:
    """In an order that tells neither when nor by whom they were written."""
    return sorted(texts, key=str.casefold)
