"""Whose data it is that is asked for, or that is to be erased."""

from msgspec import Struct


class Subject(Struct, frozen=True):
    """A person; with proxy_id somebody without Telegram, for whom that person fills in check-ins."""

    person_id: int
    proxy_id: int | None = None
