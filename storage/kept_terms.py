"""The terms by which things are removed. Shorter ones wait for the owner's word: what goes does not come back."""

from collections.abc import Mapping
from datetime import date, datetime

from msgspec.structs import asdict
from sqlalchemy import select

from rules.keeping import Keeping
from storage import retention
from storage.connection import Connection
from storage.dialect import insert
from storage.tables import telegram


async def known(connection: Connection) -> Keeping | None:
    """Those carried out until now; None: none yet."""
    kept = await connection.scalar(select(telegram.c.terms))
    if kept is None:
        return None
    ends_on = kept["programme_ends_on"]
    return Keeping(**kept | {"programme_ends_on": date.fromisoformat(ends_on) if ends_on else None})


async def carry_out(connection: Connection, keeping: Keeping) -> None:
    """From now on it goes by these."""
    ends_on = keeping.programme_ends_on
    terms = asdict(keeping) | {"programme_ends_on": ends_on.isoformat() if ends_on else None}
    statement = insert(connection, telegram).values(id=1, terms=terms)
    await connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_={"terms": terms}))


async def begin(connection: Connection, keeping: Keeping) -> None:
    """At a start: the first terms need no word, for nothing else was promised before."""
    if await known(connection) is None:
        await carry_out(connection, keeping)


async def agreed(connection: Connection, keeping: Keeping, now: datetime) -> Keeping:
    """The terms to go by today: these; but while they would remove more than the known ones, the longer of both."""
    before = await known(connection)
    if before is None or before == keeping:
        return keeping
    return keeping.or_longer(before) if await more(connection, keeping, now) else keeping


async def more(connection: Connection, keeping: Keeping, now: datetime) -> Mapping[str, int]:
    """How many rows of each sort these terms would remove now and the known ones would not; {} when none."""
    before = await known(connection)
    if before is None or before == keeping:
        return {}
    would, did = [await _counts(connection, one, now) for one in (keeping, keeping.or_longer(before))]
    return {name: count - did.get(name, 0) for name, count in would.items() if count > did.get(name, 0)}


async def _counts(connection: Connection, keeping: Keeping, now: datetime) -> dict[str, int]:
    return {duty.name: await retention.count(connection, duty) for duty in retention.duties(keeping, now)}
