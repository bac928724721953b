"""Spreadsheets that people sent: first where Telegram has the file, then what it says, until that is decided on."""

from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct
from sqlalchemy import delete, select, update

from rules import importing
from rules.access import Role, Viewer
from rules.import_plan import Plan
from rules.import_rows import Contents, Problem
from rules.inventory import Practice
from storage import inventory
from storage.connection import Connection
from storage.tables import imports

#: Longer than fetching and reading take; who has not finished by then is taken to be dead.
LEASE = timedelta(seconds=60)
#: So long somebody may think it over; then what the file said is forgotten.
KEEP = timedelta(days=7)
#: So long a file that cannot be fetched is tried again.
PATIENCE = timedelta(minutes=10)


class Unread(Struct, frozen=True):
    """A file to read. lease_until: says that it is still ours."""

    id: int
    person_id: int
    file_id: str
    sent_at: datetime
    lease_until: datetime


class Import(Struct, frozen=True):
    """A file that was read. contents: what it says; None when `problems` says what is wrong with it.

    Once it is applied, contents is instead what it changed: {"before": …, "after": …}, the practices that it changed as
    they were and as they became; None when it was taken back.

    problems: {"refused": why}, or {"misread": [[sheet, row, what, column], …]} beside the contents.
    """

    id: int
    person_id: int
    contents: dict[str, Any] | None
    problems: dict[str, Any] | None
    applied_at: datetime | None


async def receive(connection: Connection, person_id: int, file_id: str, now: datetime) -> int:
    """A file somebody sent, to be read at once; it takes the place of one that was not applied. Its id."""
    mine = (imports.c.person_id == person_id) & imports.c.applied_at.is_(None)
    await connection.execute(delete(imports).where(mine))
    row = {"person_id": person_id, "file_id": file_id, "sent_at": now, "lease_until": now}
    added = imports.insert().values(row).returning(imports.c.id)
    return int((await connection.execute(added)).scalar_one())


async def has_unread(connection: Connection, now: datetime) -> bool:
    """Whether there is a file to read; asked before `claim`, for asking takes no lock."""
    return await connection.scalar(select(imports.c.id).where(_waits(now)).limit(1)) is not None


async def claim(connection: Connection, now: datetime) -> Unread | None:
    """A file to read, now ours alone for `LEASE`."""
    first = select(imports.c.id).where(_waits(now)).order_by(imports.c.id).limit(1).with_for_update(skip_locked=True)
    taken = update(imports).where(imports.c.id == first.scalar_subquery()).values(lease_until=now + LEASE)
    columns = (imports.c.id, imports.c.person_id, imports.c.file_id, imports.c.sent_at, imports.c.lease_until)
    row = (await connection.execute(taken.returning(*columns))).first()
    return Unread(*row) if row else None


def _waits(now: datetime) -> Any:
    return imports.c.read_at.is_(None) & (imports.c.lease_until <= now)


async def finish(
    connection: Connection,
    unread: Unread,
    contents: dict[str, Any] | None,
    problems: dict[str, Any] | None,
    now: datetime,
) -> bool:
    """What the file says; where it was is forgotten. False when another took it over, or it was replaced."""
    ours = (imports.c.id == unread.id) & imports.c.read_at.is_(None) & (imports.c.lease_until == unread.lease_until)
    said = {"plan": contents, "problems": problems, "file_id": None, "read_at": now, "lease_until": None}
    return (await connection.execute(update(imports).where(ours).values(**said))).rowcount == 1


async def get(connection: Connection, import_id: int, *, to_apply: bool = False) -> Import | None:
    """A file that was read. to_apply: nobody else applies it meanwhile."""
    found = select(imports).where(imports.c.id == import_id, imports.c.read_at.is_not(None))
    row = (await connection.execute(found.with_for_update() if to_apply else found)).first()
    return Import(row.id, row.person_id, row.plan, row.problems, row.applied_at) if row else None


async def apply(connection: Connection, import_id: int, plan: Plan, now: datetime) -> None:
    """Writes what the plan changes. What the file said is forgotten, but for what taking it back needs."""
    await inventory.bring_about(connection, plan.before, plan.after, now)
    was = {practice.id: practice for practice in plan.before}
    standing = await inventory.of_practices(connection)
    after = [one for one in standing if was.get(one.id) != one and (one.id in was or _is_new(one, plan))]
    before = [was[one.id] for one in after if one.id in was]
    kept = {"before": [one.as_json() for one in before], "after": [one.as_json() for one in after]}
    await _put(connection, import_id, applied_at=now, plan=kept)


def _is_new(practice: Practice, plan: Plan) -> bool:
    return any(one.id is None and one.name == practice.name for one in plan.after)


async def take_back(connection: Connection, found: Import, now: datetime) -> bool:
    """Undoes an applied import; False when something was changed or built on it since, or it was taken back before."""
    if not found.contents:
        return False
    before, after = (tuple(map(Practice.from_json, found.contents[name])) for name in ("before", "after"))
    if not await inventory.take_back(connection, before, after, now):
        return False
    await _put(connection, found.id, plan=None)
    return True


async def _put(connection: Connection, import_id: int, **said: Any) -> None:
    await connection.execute(update(imports).where(imports.c.id == import_id).values(**said))


async def drop(connection: Connection, import_id: int) -> None:
    """It is not applied."""
    await connection.execute(delete(imports).where(imports.c.id == import_id, imports.c.applied_at.is_(None)))


async def forget_undecided(connection: Connection, now: datetime) -> None:
    """Nobody decided on these in time, to apply them or to take them back."""
    await connection.execute(delete(imports).where(imports.c.sent_at <= now - KEEP))


async def plan(connection: Connection, found: Import, viewer: Viewer) -> Plan:
    """What the file would change as everything stands now: of a manager anywhere, else in the own practice."""
    is_manager = Role.MANAGER in viewer.roles
    before = await inventory.of_practices(connection, None if is_manager else viewer.desk_practice_id or 0)
    contents = Contents.from_json(found.contents) if found.contents else Contents()
    misread = [Problem(*one) for one in (found.problems or {}).get("misread", ())]
    return importing.plan(before, contents, is_manager=is_manager, misread=misread)
