"""A database with people in it: some with an open check-in, some who will be asked next."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Table

from bot.running import prepare
from programme.loading import load
from rules.access import Role
from storage.connection import Connection
from storage.database import Database
from storage.tables import check_ins, memberships, people, rounds
from tests.bench.fake_api.scene import MESSAGE
from tests.bench.phones import COORDINATOR, FIRST_PHONE, QUESTIONS, prompted

#: A moment at which the programme's schedule asks nothing: the bot's own clock starts here.
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ANSWERING, ASKED_NEXT = 1, 2
ROUND = 1


async def build(address: str, phones: int, prompts: int = 0) -> None:
    """An empty database becomes a town: `phones` people in the middle of a check-in, `prompts` without one."""
    database = Database(address)
    await prepare(database, load(), lambda: NOON)
    async with database.long_write() as connection:
        answering = range(FIRST_PHONE + 1, FIRST_PHONE + phones + 1)
        await _settle(connection, answering, ANSWERING, Role.CAREGIVER)
        await _settle(connection, prompted(prompts), ASKED_NEXT, Role.CAREGIVER)
        await _settle(connection, [COORDINATOR], ASKED_NEXT, Role.COORDINATOR)
        await _ask(connection, answering)
    await database.close()


async def _settle(connection: Connection, ids: Iterable[int], practice: int, role: Role) -> None:
    known = [{"id": number, "telegram_id": number, "language": "nl", "created_at": NOON} for number in ids]
    member = {"practice_id": practice, "role": role.value, "created_at": NOON, "registered_at": NOON}
    await _insert(connection, people, known)
    await _insert(connection, memberships, [member | {"person_id": person["id"]} for person in known])


async def _ask(connection: Connection, ids: Iterable[int]) -> None:
    window = {"opened_on": NOON.date(), "opened_at": NOON, "closes_at": NOON + timedelta(days=6)}
    await _insert(connection, rounds, [{"id": ROUND, "practice_id": ANSWERING, "number": 1, "state": "open", **window}])
    asked = {"round_id": ROUND, "as_caregiver": True, "as_participant": False}
    shown = {"message_id": MESSAGE, "shown_step": QUESTIONS[0]}
    rows = [{"id": number, "person_id": person, **asked, **shown} for number, person in enumerate(ids, 1)]
    await _insert(connection, check_ins, rows)


async def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        await connection.execute(table.insert(), rows)
