"""What messages on people's phones say at this moment, as far as it is still known which ones there are."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from sqlalchemy import select

from rules.payloads.payload import Payload, read
from storage.connection import Connection
from storage.outbox import LANGUAGE
from storage.tables import outbox


class OnPhone(NamedTuple):
    """A message of a person (ids), and what it says."""

    person_id: int
    message_id: int
    says: Payload


async def saying(connection: Connection, payloads: Collection[type[Payload]]) -> Iterator[OnPhone]:
    """The messages that say one of these, and nothing newer that they were edited into; the oldest first."""
    newer = outbox.alias()
    same = (newer.c.person_id == outbox.c.person_id) & (newer.c.message_id == outbox.c.message_id)
    found = (
        select(outbox.c.person_id, outbox.c.message_id, outbox.c.kind, outbox.c.subject_id, outbox.c.params)
        .where(outbox.c.kind.in_([one.KIND for one in payloads]), outbox.c.message_id.is_not(None))
        .where(outbox.c.person_id.is_not(None), ~select(newer.c.id).where(same, newer.c.id > outbox.c.id).exists())
        .order_by(outbox.c.id)
    )
    rows = (await connection.execute(found)).all()
    return (OnPhone(row[0], row[1], read(row[2], row[3], _without_language(row[4]))) for row in rows)


def _without_language(params: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in params.items() if name != LANGUAGE}
