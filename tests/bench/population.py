"""A database with people in it: some with an open check-in, some who will be asked next."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Table, func, select

from bot.running import prepare
from programme.loading import load
from rules.access import Role
from rules.registration import NOTICE_VERSION
from storage.connection import Connection
from storage.database import Database
from storage.tables import answers as answers_table
from storage.tables import check_ins, inbox, memberships, outbox, people, rounds
from tests.bench.fake_api.scene import MESSAGE
from tests.bench.phones import COORDINATOR, FIRST_PHONE, QUESTIONS, prompted

#: A moment at which the programme's schedule asks nothing: the bot's own clock starts here.
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ANSWERING, ASKED_NEXT = 1, 2
ROUND = 1


async def build(address: str, phones: int, prompts: int = 0, past: int = 0, now: datetime = NOON) -> None:
    """An empty database becomes a town: `phones` people in the middle of a check-in, `prompts` without one.

    past: so many updates were handled, and messages sent, yesterday.
    """
    database = Database(address)
    await prepare(database, load(), lambda: now)
    async with database.long_write() as connection:
        answering = range(FIRST_PHONE + 1, FIRST_PHONE + phones + 1)
        await _settle(connection, answering, ANSWERING, Role.CAREGIVER)
        await _settle(connection, prompted(prompts), ASKED_NEXT, Role.CAREGIVER)
        await _settle(connection, [COORDINATOR], ASKED_NEXT, Role.COORDINATOR)
        await _ask(connection, answering, now)
        await _remember(connection, answering, past, now - timedelta(days=1))
    await database.close()


async def answers(address: str) -> int:
    """How many answers the database holds."""
    database = Database(address)
    async with database.long_read() as connection:
        found = await connection.scalar(select(func.count()).select_from(answers_table))
    await database.close()
    return int(found or 0)


async def _settle(connection: Connection, ids: Iterable[int], practice: int, role: Role) -> None:
    known = [{"id": number, "telegram_id": number, "language": "nl", "created_at": NOON} for number in ids]
    member = {"practice_id": practice, "role": role.value, "created_at": NOON, "registered_at": NOON}
    member["consent_version"] = NOTICE_VERSION
    await _insert(connection, people, known)
    await _insert(connection, memberships, [member | {"person_id": person["id"]} for person in known])


async def _ask(connection: Connection, ids: Iterable[int], now: datetime) -> None:
    window = {"opened_on": now.date(), "opened_at": now, "closes_at": now + timedelta(days=6)}
    await _insert(connection, rounds, [{"id": ROUND, "practice_id": ANSWERING, "number": 1, "state": "open", **window}])
    asked = {"round_id": ROUND, "as_caregiver": True, "as_participant": False}
    shown = {"message_id": MESSAGE, "shown_step": QUESTIONS[0]}
    rows = [{"id": number, "person_id": person, **asked, **shown} for number, person in enumerate(ids, 1)]
    await _insert(connection, check_ins, rows)


async def _remember(connection: Connection, ids: Sequence[int], past: int, then: datetime) -> None:
    done = {"created_at": then, "done_at": then}
    handled = {"state": "handled", "received_at": then, "done_at": then}
    updates = [{"update_id": -n, "chat_id": ids[n % len(ids)], **handled} for n in range(1, past + 1)]
    said = {"lane": 0, "kind": "check_in", "subject_id": 1, "params": {}, "edits": MESSAGE, "message_id": MESSAGE}
    messages = [{"person_id": row["chat_id"], "state": "sent", **said, **done} for row in updates]
    await _insert(connection, inbox, updates)
    await _insert(connection, outbox, messages)


async def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        await connection.execute(table.insert(), rows)
