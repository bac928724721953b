"""How far the people who were asked in an open round are: the same to whoever looks, wherever they look."""

from collections.abc import Mapping

from msgspec import Struct

from rules.access import Role


class Standing(Struct, frozen=True):
    """How many people are done (also with *not this time*), are on their way, and have not begun."""

    finished: int = 0
    begun: int = 0
    waiting: int = 0

    @property
    def asked(self) -> int:
        return self.finished + self.begun + self.waiting


class Progress(Struct, frozen=True):
    """everybody: each person once. by_role: who is asked in two roles counts in both."""

    everybody: Standing
    by_role: Mapping[Role, Standing]
