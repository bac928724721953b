"""The real handlers, storage, sender and tick, on a SQLite file and a Telegram on paper. Time moves when told to."""

import shutil
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from telegram import Bot

from bot.demo.design_questions import trying_out, work_on
from bot.demo.population import PersonPlan, practice_id, settle
from bot.receiver import as_received
from bot.running import prepare
from delivery.rate_limit import RateLimiter
from delivery.sender import Sender
from handlers import application
from handlers.turn import Policy
from handlers.update_worker import UpdateWorker
from rules.access import Role
from rules.telling import MINIMUM_GROUP
from scheduler import round_control
from scheduler.tick import tick
from storage import inbox, invitations
from storage.connection import Connection
from storage.database import Database
from storage.tables import inbox as inbox_table
from storage.tables import outbox as outbox_table
from tests.once import CATALOGUES, PROGRAMME
from tests.properties.paper_telegram import ME, PaperTelegram

#: A Monday; the next round opens eight days later.
BEGIN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TOKEN = "7000000001:a-token-that-is-only-on-paper"
#: Longer than the lease of a dead sender, and than the doubt about what it sent.
STEP = timedelta(seconds=10)
STEPS = 20


#: Who lives where, and who is registered from the beginning. Ids on both sides of 2³².
HOMES = {401: "zwolle", 7_100_000_002: "zwolle", 403: "ede", 7_100_000_004: "ede"}
ROLES = {401: {Role.CAREGIVER}, 7_100_000_002: {Role.PARTICIPANT}, 403: {Role.CAREGIVER, Role.PARTICIPANT}}


async def make_template(folder: Path) -> Path:
    """A database with tables, practices, people and two experiments in Zwolle; copied for every run."""
    path = folder / "template.db"
    database = Database(f"sqlite:///{path}")
    await prepare(database, PROGRAMME, lambda: BEGIN)
    async with database.write() as connection:
        tried = await work_on(
            connection, await practice_id(connection, "zwolle"), [trying_out("Proef 1", "Proef 2")], BEGIN
        )
        await settle(connection, [await _plan(connection, person, tried) for person in ROLES], BEGIN)
    await database.close()
    return path


async def _plan(connection: Connection, person: int, tried: Sequence[int]) -> PersonPlan:
    """Whoever participates in Zwolle works on everything there."""
    home, roles = HOMES[person], sorted(ROLES[person])
    works_on = tried if Role.PARTICIPANT in roles and home == "zwolle" else ()
    return PersonPlan(person, roles, await practice_id(connection, home), experiments=works_on)


class PaperBot:
    """One process of the bot after another, on one file."""

    def __init__(self, template: Path, path: Path, now: datetime) -> None:
        shutil.copy(template, path)
        self.telegram = PaperTelegram()
        self.now = now
        self._address = f"sqlite:///{path}"
        self._last_update = 0

    async def start(self) -> None:
        """New objects on the same file: nothing that matters may live in memory."""
        self.database = Database(self._address)
        bot = Bot(TOKEN, request=self.telegram, get_updates_request=self.telegram)
        dispatcher = application.build(bot)
        await dispatcher.initialize()
        policy = Policy(PROGRAMME, round_control, "invite", MINIMUM_GROUP)
        self._handling = UpdateWorker(self.database, dispatcher, policy, CATALOGUES, self._clock, lambda: None)
        rate_limiter = RateLimiter(per_second=1e6, burst=1e6)
        self._sender = Sender(self.database, bot, PROGRAMME, MINIMUM_GROUP, CATALOGUES, self._clock, rate_limiter)

    async def restart(self) -> None:
        await self.database.close()
        await self.start()

    def _clock(self) -> datetime:
        return self.now

    async def receive(self, content: dict[str, Any], update_id: int | None = None) -> int:
        """Writes an update down, under a new number unless it is one that comes again."""
        if update_id is None:
            self._last_update += 1
            update_id = self._last_update
        async with self.database.write() as connection:
            await inbox.store(connection, [as_received({"update_id": update_id, **content})], self.now)
        return update_id

    async def handle(self) -> int:
        """Takes up the first update of each chat."""
        return await self._handling.run_once()

    async def speak(self) -> None:
        """Says what can be said; should the process die of it, another one takes its place."""
        was_to_die = self.telegram.dies
        await self._sender.drain()
        if was_to_die and not self.telegram.dies:
            await self.restart()

    async def tick(self, at: datetime) -> None:
        self.now = max(at, self.now)
        await tick(self.database, PROGRAMME, MINIMUM_GROUP, self.now)

    async def states(self) -> dict[int, str]:
        """How far each update is; a failure is an error, for nothing here can fail by itself."""
        async with self.database.read() as connection:
            rows = (await connection.execute(select(inbox_table))).all()
        assert not [row.error for row in rows if row.attempts], "an update failed"
        return {row.update_id: row.state for row in rows}

    async def is_quiet(self) -> bool:
        unhandled = select(func.count()).where(inbox_table.c.state == "waiting")
        unsaid = select(func.count()).where(outbox_table.c.state.in_(("ready", "sending", "unknown")))
        async with self.database.read() as connection:
            return not (await connection.scalar(unhandled) or await connection.scalar(unsaid))

    async def invite(self, role: Role, slug: str) -> str:
        async with self.database.write() as connection:
            made = await invitations.create(connection, role, await practice_id(connection, slug), self.now)
            return await invitations.issue_token(connection, made)


def text_update(person: int, number: int, text: str) -> dict[str, Any]:
    entities = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}] if text.startswith("/") else []
    return {"message": _message(person, number) | {"text": text, "entities": entities}}


def edit_update(person: int, number: int, text: str) -> dict[str, Any]:
    return {"edited_message": _message(person, number) | {"text": text, "edit_date": 1}}


def tap_update(person: int, number: int, data: str) -> dict[str, Any]:
    tapped = _message(person, number) | {"from": ME, "text": "?"}
    return {"callback_query": {"id": "1", "from": _user(person), "message": tapped, "chat_instance": "1", "data": data}}


def block_update(person: int, blocked: bool) -> dict[str, Any]:
    states = ("member", "kicked") if blocked else ("kicked", "member")
    old, new = ({"status": state, "user": ME} | ({"until_date": 0} if state == "kicked" else {}) for state in states)
    change = {"chat": _chat(person), "from": _user(person), "date": 1, "old_chat_member": old, "new_chat_member": new}
    return {"my_chat_member": change}


def _message(person: int, number: int) -> dict[str, Any]:
    return {"message_id": number, "date": 1, "chat": _chat(person), "from": _user(person)}


def _chat(person: int) -> dict[str, Any]:
    return {"id": person, "type": "private", "first_name": "P"}


def _user(person: int) -> dict[str, Any]:
    return {"id": person, "is_bot": False, "first_name": "P", "language_code": "nl"}
