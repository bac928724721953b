"""How many caregivers joined on a day, in a practice: numbers only, which nobody's leaving or erasure changes."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from storage.connection import Connection
from storage.dialect import insert
from storage.tables import arrivals, people


async def note(connection: Connection, practice_id: int, person_id: int, on: date) -> None:
    """One more on this local day; a test person is none."""
    if await connection.scalar(select(people.c.is_test).where(people.c.id == person_id)):
        return
    first = insert(connection, arrivals).values(practice_id=practice_id, joined_on=on, number=1)
    again = {"number": arrivals.c.number + 1}
    await connection.execute(first.on_conflict_do_update(index_elements=["practice_id", "joined_on"], set_=again))


async def by_day(connection: Connection, since: date) -> Mapping[int, Mapping[date, int]]:
    """By practice: how many joined on each day since then, the oldest day first; days with none are left out."""
    found = select(arrivals.c.practice_id, arrivals.c.joined_on, arrivals.c.number)
    counted: defaultdict[int, dict[date, int]] = defaultdict(dict)
    for practice_id, on, number in await connection.execute(
        found.where(arrivals.c.joined_on >= since).order_by(arrivals.c.joined_on)
    ):
        counted[practice_id][on] = number
    return counted
