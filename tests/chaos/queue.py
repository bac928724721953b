"""Ten thousand messages, three senders, one PostgreSQL: everything is said, and nothing twice."""

import asyncio
from collections import Counter
from contextlib import suppress
from time import monotonic
from typing import Any

import orjson
from telegram import Bot
from telegram.request import BaseRequest, RequestData

from delivery.rate_limit import RateLimiter
from delivery.sender import Sender
from programme.loading import load
from rules.address import Address
from rules.payloads.registration import NoToken
from storage import outbox, people
from storage.database import Database
from tests.chaos.findings import Finding
from tests.chaos.patience import until
from tests.chaos.site import TOKEN, Site
from texts.catalogue import load_catalogues

SENDERS = 3
PATIENCE = 120.0
ME = {"id": 7000000001, "is_bot": True, "first_name": "Mantelzorg", "username": "mantelzorg_bot"}


class Counting(BaseRequest):
    """A Telegram that only counts: how often each message arrived, by what it says."""

    def __init__(self) -> None:
        self.arrived: Counter[str] = Counter()

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        await asyncio.sleep(0.002)
        if url.endswith("/getMe"):
            return 200, _ok(ME)
        assert request_data
        said = request_data.json_parameters
        self.arrived[f"{said['chat_id']}: {said['text']}"] += 1
        chat = {"id": int(said["chat_id"]), "type": "private"}
        return 200, _ok({"message_id": self.arrived.total(), "date": 0, "chat": chat, "text": said["text"]})


def _ok(result: Any) -> bytes:
    return orjson.dumps({"ok": True, "result": result})


async def is_shared(site: Site, messages: int) -> list[Finding]:
    """All of it to different people, in the lane that every sender serves."""
    finding = Finding(f"7 {SENDERS} senders on one queue say nothing twice", messages, "messages")
    telegram = Counting()
    await _fill(site, messages)
    began = monotonic()
    databases = [Database(site.orders.settings["database_url"]) for _ in range(SENDERS)]
    senders = [asyncio.create_task((await _sender(site, database, telegram)).run()) for database in databases]
    await until(site.is_quiet, PATIENCE)
    finding.note = f"{messages / (monotonic() - began):.0f} a second"
    for sender in senders:
        sender.cancel()
        with suppress(asyncio.CancelledError):
            await sender
    for database in databases:
        await database.close()
    finding.wrong += ["said more than once"] * sum(times > 1 for times in telegram.arrived.values())
    finding.wrong += ["never said"] * (messages - len(telegram.arrived))
    return [finding]


async def _fill(site: Site, messages: int) -> None:
    async with site.database.write() as connection:
        for number in range(messages):
            met = await people.meet(connection, Address(8_000_000_000 + number), "nl", site.now())
            await outbox.add(connection, NoToken(), now=site.now(), person_id=met.person_id)


async def _sender(site: Site, database: Database, telegram: Counting) -> Sender:
    programme = load()
    bot = Bot(TOKEN, request=telegram, get_updates_request=telegram)
    await bot.initialize()
    rate_limiter = RateLimiter(per_second=100_000.0, burst=64)
    return Sender(database, bot, programme, 5, load_catalogues(programme), site.now, rate_limiter)
