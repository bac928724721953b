"""A database with people in it: some with an open check-in, some who will be asked next."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import cycle

from sqlalchemy import func, select, text

from bot.demo.bulk import write_rows
from bot.demo.population import PersonPlan, settle
from bot.running import prepare
from programme.loading import load
from rules.access import Role
from storage.connection import Connection
from storage.database import Database
from storage.identity_cipher import IdentityCipher
from storage.tables import answers as answers_table
from storage.tables import check_ins, inbox, outbox, rounds
from tests.bench.fake_api.scene import MESSAGE
from tests.bench.phones import COORDINATOR, FIRST_PHONE, QUESTIONS, prompted

#: A moment at which the programme's schedule asks nothing: the bot's own clock starts here.
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ANSWERING, ASKED_NEXT = 1, 2
ROUND = 1


async def build(
    address: str,
    phones: int,
    prompts: int = 0,
    past: int = 0,
    now: datetime = NOON,
    languages: int = 1,
    key: str | None = None,
) -> None:
    """An empty database becomes a population: `phones` people in the middle of a check-in, `prompts` without one.

    past: so many updates were handled, and messages sent, yesterday. languages: in turn they speak so many of the
    programme's. key: what seals whatever names somebody.
    """
    database = Database(address, IdentityCipher(key))
    programme = load()
    await prepare(database, programme, lambda: now)
    spoken = cycle(programme.languages[:languages])
    async with database.long_write() as connection:
        answering = range(FIRST_PHONE + 1, FIRST_PHONE + phones + 1)
        plans = [PersonPlan(one, [Role.CAREGIVER], ANSWERING, one, next(spoken)) for one in answering]
        plans += [PersonPlan(one, [Role.CAREGIVER], ASKED_NEXT, id=one) for one in prompted(prompts)]
        plans.append(PersonPlan(COORDINATOR, [Role.COORDINATOR], ASKED_NEXT, id=COORDINATOR))
        await settle(connection, plans, NOON)
        await _ask(connection, answering, now)
        await _remember(connection, answering, past, now - timedelta(days=1))
        await connection.execute(text("ANALYZE"))  # autovacuum does within a minute
    await database.close()


async def answers(address: str) -> int:
    """How many answers the database holds."""
    database = Database(address)
    async with database.long_read() as connection:
        found = await connection.scalar(select(func.count()).select_from(answers_table))
    await database.close()
    return int(found or 0)


async def _ask(connection: Connection, ids: Iterable[int], now: datetime) -> None:
    window = {"opened_on": now.date(), "opened_at": now, "closes_at": now + timedelta(days=6)}
    await write_rows(
        connection, rounds.insert(), [{"id": ROUND, "practice_id": ANSWERING, "number": 1, "state": "open", **window}]
    )
    asked = {"round_id": ROUND, "as_caregiver": True, "as_participant": False}
    shown = {"message_id": MESSAGE, "shown_step": QUESTIONS[0]}
    rows = [{"id": number, "person_id": person, **asked, **shown} for number, person in enumerate(ids, 1)]
    await write_rows(connection, check_ins.insert(), rows)


async def _remember(connection: Connection, ids: Sequence[int], past: int, then: datetime) -> None:
    done = {"created_at": then, "done_at": then}
    handled = {"state": "handled", "received_at": then, "done_at": then}
    updates = [{"update_id": -n, "chat_id": ids[n % len(ids)], **handled} for n in range(1, past + 1)]
    said = {"lane": 0, "kind": "check_in", "subject_id": 1, "params": {}, "edits": MESSAGE, "message_id": MESSAGE}
    messages = [{"person_id": row["chat_id"], "state": "sent", **said, **done} for row in updates]
    await write_rows(connection, inbox.insert(), updates)
    await write_rows(connection, outbox.insert(), messages)
