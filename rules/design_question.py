"""A practice's own questions, as its coordinator looks after them."""

from datetime import datetime

from msgspec import Struct

#: So many a practice has (programme of In voor mantelzorg-thuis, 2020). Others are mentioned, never refused.
FEWEST, MOST = 3, 5
LONGEST = 300


class DesignQuestion(Struct, frozen=True):
    """A design question. central: its central question's key, empty until one is chosen: till then it has not begun.

    experiments: how many run under it. ended_at: aware UTC, None while it runs.
    """

    id: int
    practice_id: int
    text: str
    central: str
    experiments: int
    ended_at: datetime | None

    @property
    def has_begun(self) -> bool:
        return bool(self.central)


def is_usual(number: int) -> bool:
    """Whether a practice has as many running design questions as the programme asks for."""
    return FEWEST <= number <= MOST
