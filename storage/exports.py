"""Exports: asked for by somebody, written by whichever process takes it up, a round at a time."""

from datetime import datetime, timedelta
from typing import Any, Literal

from msgspec import Struct
from sqlalchemy import ColumnElement, or_, select, update

from storage.connection import Connection
from storage.dialect import in_state, insert
from storage.tables import exports

#: Who writes one says so at least this often; then it is taken for dead.
LEASE = timedelta(seconds=60)
#: After so many tries it is given up.
TRIES = 3
UNFINISHED = ("waiting", "writing")


class Export(Struct, frozen=True):
    """What is asked for: of a practice (None: of all), rounds closed since then (None: all), "xlsx" or "csv".

    is_research: rows of persons, of all practices, instead of groups.

    message_id: where the person sees how far it is: `written` of `rounds`. error: why there is none.
    """

    id: int
    person_id: int
    practice_id: int | None
    since: datetime | None
    kind: str
    message_id: int | None
    rounds: int
    written: int
    state: Literal["waiting", "writing", "sent", "failed"]
    attempts: int
    error: str | None
    is_research: bool = False


_EXPORT = (
    exports.c.id,
    exports.c.person_id,
    exports.c.practice_id,
    exports.c.since,
    exports.c.kind,
    exports.c.message_id,
    exports.c.rounds,
    exports.c.written,
    exports.c.state,
    exports.c.attempts,
    exports.c.error,
    exports.c.is_research,
)


async def ask(
    connection: Connection,
    person_id: int,
    practice_id: int | None,
    since: datetime | None,
    kind: str,
    message_id: int | None,
    now: datetime,
    *,
    is_research: bool = False,
) -> int | None:
    """Asks for one; its id. None when this person still waits for another."""
    waiting = select(exports.c.id).where(exports.c.person_id == person_id, in_state(exports, *UNFINISHED)).limit(1)
    if await connection.scalar(waiting) is not None:
        return None
    row = {
        "person_id": person_id,
        "practice_id": practice_id,
        "since": since,
        "kind": kind,
        "is_research": is_research,
        "asked_at": now,
        "message_id": message_id,
        "state": "waiting",
    }
    made: int = (await connection.execute(insert(connection, exports).values(row).returning(exports.c.id))).scalar_one()
    return made


async def get(connection: Connection, export_id: int) -> Export | None:
    """The export with this id."""
    row = (await connection.execute(select(*_EXPORT).where(exports.c.id == export_id))).first()
    return Export(*row) if row else None


def _waits(now: datetime) -> ColumnElement[bool]:
    is_free = or_(exports.c.lease_until.is_(None), exports.c.lease_until <= now)
    return in_state(exports, *UNFINISHED) & is_free


async def any_waits(connection: Connection, now: datetime) -> bool:
    """Whether there is one that nobody is writing."""
    return await connection.scalar(select(exports.c.id).where(_waits(now)).limit(1)) is not None


async def claim(connection: Connection, now: datetime) -> Export | None:
    """The oldest that nobody is writing, for whoever asks first."""
    waiting = select(exports.c.id).where(_waits(now)).order_by(exports.c.id).limit(1)
    taken = update(exports).where(exports.c.id == waiting.with_for_update(skip_locked=True).scalar_subquery())
    taken = taken.values(state="writing", lease_until=now + LEASE, attempts=exports.c.attempts + 1)
    row = (await connection.execute(taken.returning(*_EXPORT))).first()
    return Export(*row) if row else None


async def progressed(connection: Connection, export: Export, written: int, rounds: int, now: datetime) -> bool:
    """So many rounds are written. False when somebody else took it over."""
    values = {"written": written, "rounds": rounds, "lease_until": now + LEASE}
    return (await connection.execute(_held(export).values(values))).rowcount == 1


async def done(connection: Connection, export: Export, error: str | None = None) -> bool:
    """It was sent, or given up for this reason. False when somebody else took it over."""
    values = {"state": "failed" if error else "sent", "error": error}
    return (await connection.execute(_held(export).values(values))).rowcount == 1


async def again(connection: Connection, export: Export, at: datetime) -> None:
    """It did not work now; it is taken up again then."""
    await connection.execute(_held(export).values(state="waiting", lease_until=at))


def _held(export: Export) -> Any:
    is_ours = (exports.c.id == export.id) & (exports.c.attempts == export.attempts) & in_state(exports, "writing")
    return update(exports).where(is_ours)
