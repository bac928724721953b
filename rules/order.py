"""A list whose order people choose."""

from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


def moved(items: Sequence[Item], at: int, *, up: bool) -> list[Item]:
    """The same list, with what is at this place (from 0) one place higher or lower; at the edge it stays."""
    to = at - 1 if up else at + 1
    others = [*items[:at], *items[at + 1 :]]
    return [*others[: max(to, 0)], items[at], *others[max(to, 0) :]]
