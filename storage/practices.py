"""Practices: loaded from the programme file, kept when the file no longer names them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from programme.model import Practice as Described
from programme.model import Region
from rules.access import Role
from storage.connection import Connection
from storage.dialect import insert
from storage.tables import practices


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice as it stands in the database. `region`: its school-holiday region.

    resting: the roles that are not asked in its school holidays.
    """

    id: int
    slug: str
    name: str
    region: Region
    resting: frozenset[Role] = frozenset()


_RESTS = {Role.CAREGIVER: practices.c.caregivers_rest, Role.PARTICIPANT: practices.c.participants_rest}
_PRACTICE = (practices.c.id, practices.c.slug, practices.c.name, practices.c.region, *_RESTS.values())


def _read(row: Any) -> Practice:
    resting = frozenset(role for role, rests in zip(_RESTS, row[4:], strict=True) if rests)
    return Practice(row.id, row.slug, row.name, row.region, resting)


async def load(connection: Connection, described: Sequence[Described], now: datetime) -> None:
    """Brings the practices of a programme file in. Again: updates what the file says, deletes nothing.

    What a manager has changed stays: of such a practice the file is not heard any more.
    """
    untouched = practices.c.renamed_at.is_(None)
    for practice in described:
        from_file = {
            "name": practice.name,
            "region": practice.region,
            "latitude": practice.place.latitude,
            "longitude": practice.place.longitude,
        }
        statement = insert(connection, practices).values(slug=practice.slug, created_at=now, **from_file)
        await connection.execute(
            statement.on_conflict_do_update(index_elements=["slug"], set_=from_file, where=untouched)
        )


async def every(connection: Connection) -> list[Practice]:
    """All practices that are not closed, in the programme's order."""
    rows = await connection.execute(select(*_PRACTICE).where(practices.c.closed_at.is_(None)).order_by(practices.c.id))
    return [_read(row) for row in rows]


async def get(connection: Connection, practice_id: int) -> Practice | None:
    """The practice with this id."""
    row = (await connection.execute(select(*_PRACTICE).where(practices.c.id == practice_id))).first()
    return _read(row) if row else None


async def by_slug(connection: Connection, slug: str) -> Practice | None:
    """The practice with this slug."""
    row = (await connection.execute(select(*_PRACTICE).where(practices.c.slug == slug))).first()
    return _read(row) if row else None


async def set_resting(connection: Connection, practice_id: int, role: Role, rests: bool) -> None:
    """Whether this role (one that answers check-ins) is left in peace in the school holidays."""
    await connection.execute(update(practices).where(practices.c.id == practice_id).values({_RESTS[role]: rests}))
