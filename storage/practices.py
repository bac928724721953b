"""Practices: loaded from the programme file, kept when the file no longer names them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import Row, select, update

from programme.model import Place, Region
from programme.model import Practice as Described
from rules.access import Role
from storage import windows
from storage.connection import Connection
from storage.dialect import insert
from storage.tables import practices


class SlugChanged(Exception):
    """A practice has another slug in the programme file: it would be a second one, without the people of the first."""


class Practice(Struct, frozen=True):
    """A practice as it stands in the database. `region`: its school-holiday region.

    resting: the roles that are not asked in its school holidays. latitude, longitude: in degrees (WGS 84).
    closed_at: since when it has no new rounds. rounds_from: no slot before this moment opens a round.
    """

    id: int
    slug: str
    name: str
    region: Region
    resting: frozenset[Role]
    latitude: float
    longitude: float
    closed_at: datetime | None = None
    rounds_from: datetime | None = None

    def had_begun(self, at: datetime) -> bool:
        """Whether a slot at this moment counts: later ones than when a manager added or reopened the practice."""
        return self.rounds_from is None or self.rounds_from <= at


_RESTS = {Role.CAREGIVER: practices.c.caregivers_rest, Role.PARTICIPANT: practices.c.participants_rest}
_PLAIN = ("id", "slug", "name", "region", "latitude", "longitude", "closed_at", "rounds_from")
_PRACTICE = (*(practices.c[name] for name in _PLAIN), *_RESTS.values())


def _read(row: Any) -> Practice:
    known = dict(row._mapping)
    resting = frozenset(role for role, column in _RESTS.items() if known.pop(column.name))
    return Practice(**known, resting=resting)


async def names(connection: Connection, practice_ids: Sequence[int]) -> dict[int, str]:
    """The names of these practices by id, in the order given."""
    found = select(practices.c.id, practices.c.name).where(practices.c.id.in_(practice_ids))
    known = {row.id: row.name for row in await connection.execute(found)}
    return {practice_id: known[practice_id] for practice_id in practice_ids}


async def load(connection: Connection, described: Sequence[Described], now: datetime) -> None:
    """Brings the practices of a programme file in. Again: updates what the file says, deletes nothing.

    What a manager has changed stays: of such a practice the file is not heard any more. SlugChanged, before anything is
    written.
    """
    await _refuse_other_slugs(connection, described)
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


async def _refuse_other_slugs(connection: Connection, described: Sequence[Described]) -> None:
    known = set(await connection.scalars(select(practices.c.slug)))
    names = {one.name.casefold(): one.slug for one in await _not_in(connection, described)}
    for practice in described:
        if practice.slug not in known and (slug := names.get(practice.name.casefold())):
            raise SlugChanged(
                f"the programme file calls the practice {practice.name!r} {practice.slug!r}, and it is {slug!r} in the"
                f" database, with its people: write slug = {slug!r} again, or give a new practice a name of its own"
            )


async def _not_in(connection: Connection, described: Sequence[Described]) -> Sequence[Row[Any]]:
    """Of each practice that goes on, and that the file does not have: slug, name, and when a manager named it."""
    gone_on = select(practices.c.slug, practices.c.name, practices.c.renamed_at).where(practices.c.closed_at.is_(None))
    missing = gone_on.where(practices.c.slug.not_in([one.slug for one in described]))
    return (await connection.execute(missing.order_by(practices.c.id))).all()


async def left_out(connection: Connection, described: Sequence[Described]) -> list[str]:
    """The slugs of practices that came from a programme file, go on, and are not in this one."""
    return [one.slug for one in await _not_in(connection, described) if one.renamed_at is None]


async def every(connection: Connection) -> list[Practice]:
    """All practices that are not closed, in the programme's order."""
    rows = await connection.execute(select(*_PRACTICE).where(practices.c.closed_at.is_(None)).order_by(practices.c.id))
    return [_read(row) for row in rows]


async def ever(connection: Connection) -> list[Practice]:
    """All practices, closed ones too, in the programme's order."""
    return [_read(row) for row in await connection.execute(select(*_PRACTICE).order_by(practices.c.id))]


async def get(connection: Connection, practice_id: int) -> Practice | None:
    """The practice with this id."""
    row = (await connection.execute(select(*_PRACTICE).where(practices.c.id == practice_id))).first()
    return _read(row) if row else None


async def by_slug(connection: Connection, slug: str) -> Practice | None:
    """The practice with this slug."""
    row = (await connection.execute(select(*_PRACTICE).where(practices.c.slug == slug))).first()
    return _read(row) if row else None


async def set_resting(connection: Connection, practice_id: int, role: Role, rests: bool) -> bool:
    """Whether this role (one that answers check-ins) is left in peace in the school holidays. False: it was so."""
    other = update(practices).where(practices.c.id == practice_id, _RESTS[role] != rests)
    return (await connection.execute(other.values({_RESTS[role]: rests}))).rowcount == 1


async def add(connection: Connection, slug: str, name: str, region: Region, place: Place, now: datetime) -> int:
    """A practice that a manager adds; its id. Its first round is a slot to come. IntegrityError: the slug is taken."""
    row = {"slug": slug, "name": name, "region": region, "latitude": place.latitude, "longitude": place.longitude}
    row |= {"created_at": now, "renamed_at": now, "rounds_from": now}
    statement = practices.insert().values(row).returning(practices.c.id)
    return int((await connection.execute(statement)).scalar_one())


async def rename(connection: Connection, practice_id: int, name: str, now: datetime) -> None:
    """A manager's name for it, which the programme file no longer changes."""
    renamed = update(practices).where(practices.c.id == practice_id)
    await connection.execute(renamed.values(name=name, renamed_at=now))


async def close(connection: Connection, practice_id: int, now: datetime) -> bool:
    """No new rounds. False when it was closed already."""
    closing = update(practices).where(practices.c.id == practice_id, practices.c.closed_at.is_(None))
    return (await connection.execute(closing.values(closed_at=now))).rowcount == 1


async def reopen(connection: Connection, practice_id: int, now: datetime) -> bool:
    """Rounds again, from the next slot on: what passed meanwhile was not missed. False when it was not closed.

    A window that was running is over: rounds from before and after a time without any are not told together.
    """
    opening = update(practices).where(practices.c.id == practice_id, practices.c.closed_at.is_not(None))
    reopened = (await connection.execute(opening.values(closed_at=None, rounds_from=now))).rowcount == 1
    if reopened:
        await windows.cut_short(connection, practice_id, now)
    return reopened
