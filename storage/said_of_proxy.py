"""What of somebody without Telegram stands in the chat of who fills in for them."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from rules.payloads.on_behalf import OnBehalf
from rules.payloads.payload import kinds_about
from storage import proxies
from storage.connection import Connection
from storage.pending_goodbyes import DELETABLE, MARGIN, InTheChat, typed_since
from storage.proxies import Proxy
from storage.tables import check_ins, erasure_requests, outbox


async def messages(connection: Connection, proxy: Proxy, now: datetime) -> InTheChat:
    """The bot's, of which the newest words were about them, as long as it remembers; and answers just typed for them.

    A list in which others stand beside them is one of those.
    """
    about, since = await subjects(connection, proxy), now - DELETABLE + MARGIN
    is_theirs, young = dict[int, bool](), set[int]()
    said = select(outbox).where(outbox.c.person_id == proxy.person_id, outbox.c.message_id.is_not(None))
    for row in await connection.execute(said.order_by(outbox.c.id)):
        ids = (row.message_id, *(row.ahead or ()))
        is_theirs |= dict.fromkeys(ids, _is_about(row, proxy.id, about))
        if row.edits is None and row.done_at > since:
            young |= set(ids)
    typed = await typed_since(connection, check_ins.c.proxy_id == proxy.id, since)
    theirs = {number for number, mine in is_theirs.items() if mine} | set(
        await proxies.messages_of(connection, proxy.id)
    )
    return InTheChat(sorted(theirs & young | typed), sorted(theirs - young))


def _is_about(row: Row[Any], proxy_id: int, about: Mapping[str, Collection[int]]) -> bool:
    return row.params.get("proxy_id") == proxy_id or row.subject_id in about.get(row.kind, ())


async def subjects(connection: Connection, proxy: Proxy) -> dict[str, Collection[int]]:
    """By kind of payload: the subjects of those that are about this somebody."""
    check_in_ids = await connection.scalars(select(check_ins.c.id).where(check_ins.c.proxy_id == proxy.id))
    asked = await connection.scalars(select(erasure_requests.c.id).where(erasure_requests.c.proxy_id == proxy.id))
    found = {"proxy_id": {proxy.id}, "check_in_id": set(check_in_ids), "request_id": set(asked)}
    return {OnBehalf.KIND: {proxy.practice_id}} | {
        kind: ids for subject, ids in found.items() for kind in kinds_about(subject)
    }
