"""A last day of the programme that lies before what people answered: a slip of the pen would erase everybody."""

from datetime import datetime

from rules.command_line import to_type
from rules.keeping import Keeping
from storage import retention
from storage.database import Database


class EndInDoubt(Exception):
    """Says how many people would be erased, and how it is told that it is meant."""

    def __init__(self, people: int) -> None:
        super().__init__(
            f"PROGRAMME_ENDS_ON lies so far back that everybody would be erased ({people} people), and some of them"
            " answered or joined later. Nobody is, until you put the day right, or say that it is meant:"
            f" {to_type('retain --erase-all')}"
        )


async def refuse_a_doubtful_end(database: Database, keeping: Keeping, now: datetime) -> None:
    """EndInDoubt when what people did contradicts the last day."""
    async with database.long_read() as connection:
        people = await retention.end_in_doubt(connection, keeping, now)
    if people:
        raise EndInDoubt(people)
