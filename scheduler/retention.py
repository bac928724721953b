"""Once a day, what is over its term goes: in small portions, by whichever process comes first."""

from collections.abc import Mapping
from datetime import datetime

from msgspec.structs import replace

from rules.keeping import Keeping
from storage import audit, kept_terms, retention
from storage.database import Database
from storage.retention import Duty


async def keep_to_terms(database: Database, keeping: Keeping, now: datetime) -> Mapping[str, int]:
    """Does today's work, unless it is done already; how many rows of each sort went.

    Nobody is erased by a last day of the programme that the answers contradict, and nothing by terms that were made
    shorter: that is for the owner to do by hand.
    """
    async with database.long_write() as connection:
        if not await retention.claim(connection, now.date()):
            return {}
        is_in_doubt = await retention.end_in_doubt(connection, keeping, now) > 0
        undisputed = replace(keeping, programme_ends_on=None) if is_in_doubt else keeping
        terms = await kept_terms.agreed(connection, undisputed, now)
        await kept_terms.carry_out(connection, terms)
    return await remove(database, terms, now)


async def remove(database: Database, keeping: Keeping, now: datetime) -> Mapping[str, int]:
    """Removes what is over its term, whenever that was done last; how many rows of each sort."""
    removed = {duty.name: await _do(database, duty, now) for duty in retention.duties(keeping, now)}
    if any(removed.values()):
        async with database.write() as connection:
            await audit.note(connection, "retention", None, now, **removed)
    return removed


async def _do(database: Database, duty: Duty, now: datetime) -> int:
    removed = 0
    while some := await _do_some(database, duty, now):
        removed += some
    return removed


async def _do_some(database: Database, duty: Duty, now: datetime) -> int:
    async with database.long_write() as connection:
        return await retention.do_some(connection, duty, now)


async def preview(database: Database, keeping: Keeping, now: datetime) -> Mapping[str, int]:
    """What `remove` would remove, counted; changes nothing."""
    async with database.long_read() as connection:
        return {duty.name: await retention.count(connection, duty) for duty in retention.duties(keeping, now)}
