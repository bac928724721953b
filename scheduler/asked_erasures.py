"""Erasures that were asked by letter: announced until somebody heard of it, and carried out a week on."""

from datetime import datetime

from programme.model import Programme
from rules.own_time import is_quiet, next_allowed
from rules.payloads.leaving import Erased
from rules.payloads.letters import ErasureAnnounced
from rules.payloads.notes import Note
from rules.payloads.payload import Payload
from rules.subject import Subject
from storage import audit, erasure_requests, memberships, outbox
from storage.connection import Connection
from storage.leaving import forget_proxy, leave


async def carry_out(connection: Connection, programme: Programme, now: datetime) -> int:
    """How many were erased. Who leads the programme alone stays until somebody else leads it as well."""
    await announce(connection, programme, now)
    done = [
        await _erase(connection, programme, subject, now) for subject in await erasure_requests.due(connection, now)
    ]
    return sum(done)


async def announce(connection: Connection, programme: Programme, now: datetime) -> None:
    """Tells of each request that nobody was told of, not at night; also who stopped, for it is about them."""
    for request in await erasure_requests.unannounced(connection):
        await _tell(connection, programme, request.subject, ErasureAnnounced(request.id), now)


async def _tell(connection: Connection, programme: Programme, subject: Subject, says: Payload, now: datetime) -> None:
    timezone = programme.schedule.timezone
    due_at = next_allowed(now, timezone) if is_quiet(now, timezone) else None
    await outbox.add(connection, says, now=now, person_id=subject.person_id, due_at=due_at)


async def _erase(connection: Connection, programme: Programme, subject: Subject, now: datetime) -> bool:
    if subject.proxy_id is not None:
        await forget_proxy(connection, subject.proxy_id, now)
        await _tell(connection, programme, subject, Note("proxy_erased_by_letter"), now)
    elif await memberships.leads_alone(connection, subject.person_id):
        return False
    else:
        await leave(connection, subject.person_id, Erased(), now)
    await audit.note(connection, "erased", None, now, by="letter", proxy=subject.proxy_id is not None)
    return True
