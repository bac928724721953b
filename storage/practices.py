"""Practices: loaded from the programme file, kept when the file no longer names them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from programme.model import Practice as Described
from storage.connection import Connection
from storage.dialect import insert
from storage.tables import practices


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice as it stands in the database. `region`: its school-holiday region."""

    id: int
    slug: str
    name: str
    region: str


_PRACTICE = (practices.c.id, practices.c.slug, practices.c.name, practices.c.region)


async def load(connection: Connection, described: Sequence[Described], now: datetime) -> None:
    """Brings the practices of a programme file in. Again: updates what the file says, deletes nothing."""
    for practice in described:
        from_file = {
            "name": practice.name,
            "region": practice.region,
            "latitude": practice.place.latitude,
            "longitude": practice.place.longitude,
        }
        statement = insert(connection, practices).values(slug=practice.slug, created_at=now, **from_file)
        await connection.execute(statement.on_conflict_do_update(index_elements=["slug"], set_=from_file))


async def every(connection: Connection) -> list[Practice]:
    """All practices that are not closed, in the programme's order."""
    rows = await connection.execute(select(*_PRACTICE).where(practices.c.closed_at.is_(None)).order_by(practices.c.id))
    return [Practice(*row) for row in rows]


async def get(connection: Connection, practice_id: int) -> Practice | None:
    """The practice with this id."""
    row = (await connection.execute(select(*_PRACTICE).where(practices.c.id == practice_id))).first()
    return Practice(*row) if row else None


async def by_slug(connection: Connection, slug: str) -> Practice | None:
    """The practice with this slug."""
    row = (await connection.execute(select(*_PRACTICE).where(practices.c.slug == slug))).first()
    return Practice(*row) if row else None
