"""Updates as Telegram makes them, with anything in them that a person can put there, through the real handlers.

Each is handled in a transaction that is undone, so that one says nothing about the next.
"""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson
from msgspec.structs import fields
from sqlalchemy import func, select
from telegram import Bot
from telegram.request import BaseRequest

from bot import json_in
from bot.demo.design_questions import QuestionPlan, work_on
from bot.demo.population import PersonPlan, settle
from bot.receiver import understood
from bot.running import prepare
from delivery.rendering import RenderingContext, render
from handlers import application
from handlers.batch import Batch
from handlers.turn import NotYet, Policy
from handlers.update_worker import UpdateWorker
from rules.access import Role
from rules.commands import COMMANDS
from rules.invitation import token_in
from rules.payloads.payload import read
from scheduler import round_control
from storage import invitations, people
from storage.connection import Connection
from storage.database import Database
from storage.inbox import Received
from storage.outbox import Lane
from storage.sending import claim
from storage.tables import outbox
from tests.fuzz.harness import sort_and_rest
from tests.fuzz.voices import can_be_sent, catalogues
from tests.handlers.updates import ANNEKE, message, tap
from tests.once import PROGRAMME
from tests.texts.text_views import NOW
from texts.callback_data import SEPARATOR
from texts.message import Message
from texts.taps import CODES

STRANGER, CORRIE = ANNEKE, ANNEKE + 9
TOKEN = "a-token-that-opens-zwolle"
#: What can be awaited of somebody who leads, of experiment, design question and practice 1.
AWAITED = (
    *("nickname", "feedback", "circular", "pause_date:holiday", "theme", "new_question", "question:1", "card:1:tip"),
    *("new_experiment:1", "experiment:1", "practice_rename:1", "practice_place:noord", "practice_name:noord:52.5:6.1"),
)
WORDS = (
    *("/start", "/start ", TOKEN, "x" * 64, "@mantelzorg_bot", " ", "\t", "\n", "\u00a0", "\u2003", "\x00", "\u202e"),
    *("/samenvatting", "/namens", "/stop", "/wissen", "%", "'", "--", "../", "<b>", "&amp;", "31-12-2026", "52.5, 6.1"),
    *("\u200b" * 9, "9" * 30, "١٢", "=1+1", "👵🏽", *(f"{code}|" for code in CODES), "|1", "|0", "|-"),
)
LONGEST = 4096


class Undone(Exception):
    """What was handled is rolled back."""


class Nobody(BaseRequest):
    """In Telegram's place: says who the bot is, and nothing else."""

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def do_request(self, *_: Any, **__: Any) -> tuple[int, bytes]:
        who = {"id": 7, "is_bot": True, "first_name": "Mantelzorg", "username": "mantelzorg_bot"}
        return 200, orjson.dumps({"ok": True, "result": who})


@dataclass(frozen=True, slots=True)
class Bench:
    """A bot without a Telegram, that knows somebody who leads in the first practice and in the programme."""

    folder: TemporaryDirectory[str]
    loop: asyncio.AbstractEventLoop
    database: Database
    update_worker: UpdateWorker
    leader: int
    token: str


def one(data: bytes) -> None:
    """It is handled without failing, and what the bot says to it can be said."""
    sort, rest = sort_and_rest(data, 3 + len(AWAITED))
    text = rest.decode("utf-8", "surrogateescape")[:LONGEST]
    said = bench().loop.run_until_complete(_handled(_update(sort, text), AWAITED[sort - 3] if sort > 2 else None))
    if sort == 0 and text.startswith(" "):
        opens = token_in(text.replace(TOKEN, bench().token)) == bench().token
        assert said == ["registration"] if opens else said in (["refused_invitation"], ["no_token"])


def _update(sort: int, text: str) -> Received:
    """`/start` with this, or a stranger's text, a leader's tap, or what a leader was asked for."""
    if sort == 2:
        update = tap(1, CORRIE, text)
    else:
        typed = f"/start{text.replace(TOKEN, bench().token)}" if sort == 0 else text or "…"
        update = message(1, STRANGER if sort < 2 else CORRIE, typed)
        update["message"]["from"]["first_name"] = text[:64] or "…"
    received = understood(json_in.read(json.dumps(update).encode()))
    assert received is not None
    return received


async def _handled(received: Received, awaited: str | None) -> list[str]:
    """What is said to it, kind by kind. The first of it is put into words."""
    at, said = bench(), list[str]()
    try:
        async with at.database.write() as connection:
            await people.wait_for(connection, at.leader, awaited)
            before = await connection.scalar(_NEWEST) or 0
            # Not through the inbox: that keeps a failure to itself.
            await at.update_worker._handle(connection, received, NOW, Batch([received]))
            rows = await connection.execute(select(outbox.c.kind).where(outbox.c.id > before).order_by(outbox.c.id))
            said = [row.kind for row in rows]
            await _can_be_said(connection)
            raise Undone
    except (Undone, NotYet):
        return said


_NEWEST = select(func.max(outbox.c.id))


async def _can_be_said(connection: Connection) -> None:
    for row in await claim(connection, "fuzz", NOW, 9, Lane.BROADCAST):
        t = catalogues().translator(row.language or PROGRAMME.languages[0])
        context = RenderingContext(connection, row, t, PROGRAMME, 5, "mantelzorg_bot", NOW)
        message = await render(context, read(row.kind, row.subject_id, row.params))
        if isinstance(message, Message):
            can_be_sent(message)


@cache
def bench() -> Bench:
    loop = asyncio.new_event_loop()
    return loop.run_until_complete(_made(loop))


async def _made(loop: asyncio.AbstractEventLoop) -> Bench:
    folder = TemporaryDirectory(prefix="updates-")
    database = Database(f"sqlite:///{Path(folder.name) / 'bot.db'}")
    await prepare(database, PROGRAMME, lambda: NOW)
    bot = Bot("7:nobody", request=Nobody(), get_updates_request=Nobody())
    dispatcher = application.build(bot)
    await dispatcher.initialize()
    update_worker = UpdateWorker(
        database, dispatcher, Policy(PROGRAMME, round_control), catalogues(), lambda: NOW, lambda: None
    )
    async with database.write() as connection:
        plan = PersonPlan(CORRIE, [Role.COORDINATOR, Role.MANAGER], 1, consents={"take_part": True})
        (leader,) = await settle(connection, [plan], NOW)
        invitation = await invitations.create(connection, Role.CAREGIVER, 1, NOW)
        token = await invitations.issue_token(connection, invitation)
        await work_on(connection, 1, [QuestionPlan("q1", "samen", "Wat helpt?", {"e1": "Koffie-uur"})], NOW)
    await database.close()  # the connections of the preparation; the next ones come by themselves
    return Bench(folder, loop, database, update_worker, leader, token)


def seeds() -> Iterator[bytes]:
    """A link, every command, a tap of each code, and something for whatever is awaited."""
    for payload in ("", f" {TOKEN}", f"  {TOKEN} ", " x", f" {'x' * 65}", "@mantelzorg_bot x", f"\n{TOKEN}"):
        yield b"\0" + payload.encode()
    for command in COMMANDS:
        yield b"\1" + f"/{command.name}".encode()
    for code, kind in CODES.items():
        yield b"\2" + SEPARATOR.join([code, *(FIRST[field.type] for field in fields(kind))]).encode()
    for number in range(len(AWAITED)):
        for typed in ("Wat helpt u?", "52.51, 6.09", "31-12-2026"):
            yield bytes([3 + number]) + typed.encode()


#: The first there is of each type; and a word that is none.
FIRST: dict[Any, str] = {int: "1", bool: "1", str: "tip"}
