"""Whose data it is that is asked for, or that is to be erased."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """A person; with proxy_id somebody without Telegram, for whom that person fills in check-ins."""

    person_id: int
    proxy_id: int | None = None
