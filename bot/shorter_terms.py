"""A term that was made shorter, or whose setting was taken away: what it would remove does not come back."""

from collections.abc import Mapping
from datetime import datetime

from rules.command_line import to_type
from rules.keeping import Keeping
from storage import kept_terms
from storage.database import Database


class ShorterTerms(Exception):
    """Says how much more would go, and how it is told that it is meant."""

    def __init__(self, more: Mapping[str, int]) -> None:
        counted = ", ".join(f"{name} {number}" for name, number in more.items())
        super().__init__(
            f"The terms are shorter than they were: more would be removed than before ({counted}). Nothing of that goes"
            " until you put the settings right (KEEP_…, PROGRAMME_ENDS_ON), or say that it is meant:"
            f" {to_type('retain --shorter')}"
        )


async def refuse_shorter(database: Database, keeping: Keeping, now: datetime) -> None:
    """ShorterTerms when these would remove what the known ones would not."""
    async with database.long_read() as connection:
        more = await kept_terms.more(connection, keeping, now)
    if more:
        raise ShorterTerms(more)


async def adopt(database: Database, keeping: Keeping) -> None:
    """The owner meant them: from now on it goes by these."""
    async with database.write() as connection:
        await kept_terms.carry_out(connection, keeping)
