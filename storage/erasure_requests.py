"""Who asked by letter to be erased: it is announced in the chat, waits a week, and is done unless they say no."""

from datetime import datetime, timedelta

from msgspec import Struct
from sqlalchemy import ColumnElement, and_, exists, or_, select, update

from rules.payloads.letters import ErasureAnnounced
from rules.subject import Subject
from storage import inbox, replicas
from storage.connection import Connection
from storage.dialect import in_state
from storage.outbox import UNSAID
from storage.tables import erasure_requests, outbox, people

#: So long somebody can say no.
WAITS = timedelta(days=7)


class ErasureRequest(Struct, frozen=True):
    """refused_at: they said no. Times are aware UTC."""

    id: int
    subject: Subject
    asked_at: datetime
    refused_at: datetime | None


_REQUEST = select(
    erasure_requests.c.id,
    erasure_requests.c.person_id,
    erasure_requests.c.proxy_id,
    erasure_requests.c.asked_at,
    erasure_requests.c.refused_at,
)


def _of(subject: Subject) -> ColumnElement[bool]:
    mine = erasure_requests.c.person_id == subject.person_id
    return mine & erasure_requests.c.proxy_id.is_not_distinct_from(subject.proxy_id)


async def ask(connection: Connection, subject: Subject, now: datetime) -> int:
    """Writes a request down; its id. Asked again, it is the same: a no to the first is one to the second."""
    anew = update(erasure_requests).where(_of(subject)).values(asked_at=now, refused_at=None)
    known = (await connection.execute(anew.returning(erasure_requests.c.id))).scalar()
    if known is not None:
        return int(known)
    row = {"person_id": subject.person_id, "proxy_id": subject.proxy_id, "asked_at": now}
    asked = erasure_requests.insert().values(row).returning(erasure_requests.c.id)
    return int((await connection.execute(asked)).scalar_one())


async def get(connection: Connection, request_id: int) -> ErasureRequest | None:
    """The request with this id, until it is carried out."""
    return await _first(connection, erasure_requests.c.id == request_id)


async def of(connection: Connection, subject: Subject) -> ErasureRequest | None:
    """The request of this subject, also when they said no."""
    return await _first(connection, _of(subject))


async def _first(connection: Connection, which: ColumnElement[bool]) -> ErasureRequest | None:
    row = (await connection.execute(_REQUEST.where(which))).first()
    return ErasureRequest(row[0], Subject(row[1], row[2]), row[3], row[4]) if row else None


async def refuse(connection: Connection, request_id: int, now: datetime) -> None:
    """They said no: it is not carried out."""
    mine = erasure_requests.c.id == request_id
    await connection.execute(update(erasure_requests).where(mine).values(refused_at=now))


_IS_UNREACHABLE = exists().where(people.c.id == erasure_requests.c.person_id, people.c.unreachable_at.is_not(None))


def _announced(*states: str) -> ColumnElement[bool]:
    """An announcement since it was asked, in one of these states."""
    about = (outbox.c.kind == ErasureAnnounced.KIND) & (outbox.c.subject_id == erasure_requests.c.id)
    return and_(about, in_state(outbox, *states), outbox.c.created_at >= erasure_requests.c.asked_at)


async def unannounced(connection: Connection) -> list[ErasureRequest]:
    """Those that nobody was told of: what was to be said was taken back, as by a pause, or is out of a backup."""
    told = exists().where(_announced(*UNSAID, "sent", "failed"))
    waits = erasure_requests.c.refused_at.is_(None) & ~told & ~_IS_UNREACHABLE
    rows = await connection.execute(_REQUEST.where(waits))
    return [ErasureRequest(row[0], Subject(row[1], row[2]), row[3], row[4]) for row in rows]


async def due(connection: Connection, now: datetime) -> list[Subject]:
    """Whose request was on their phone for a week and not refused. Who cannot be reached waits as long.

    A no may still lie at Telegram, or in the inbox: before it came in and was handled, nobody's week is over.
    """
    listened = await replicas.heard_until(connection, now)
    if listened is None:
        return []
    over = listened - WAITS
    heard = exists().where(_announced("sent", "failed"), outbox.c.done_at <= over)
    waited = erasure_requests.c.refused_at.is_(None) & (erasure_requests.c.asked_at <= over)
    rows = await connection.execute(_REQUEST.where(waited, or_(heard, _IS_UNREACHABLE)).order_by(erasure_requests.c.id))
    found = [Subject(row.person_id, row.proxy_id) for row in rows.all()]
    return [subject for subject in found if not await inbox.waits_of(connection, subject.person_id)]


async def start_again(connection: Connection, now: datetime) -> None:
    """Of a restored database: they may have said no since, so the week begins anew."""
    await connection.execute(update(erasure_requests).values(asked_at=now))
