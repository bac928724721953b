"""This bot with storage switched off: its own receiver, handlers, words, sender and transport; rows live in memory.

What a tap's way asks of storage is answered from here, at once; nothing is written down, and nothing is committed.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, cast

import typer

from bot.receiver import Receiver
from bot.running import freeze_gc
from bot.settings import Settings
from bot.transport import Transport
from bot.wiring import real_time, telegram_bot
from delivery.rate_limit import RateLimiter
from delivery.sender import Sender
from handlers import application
from handlers.turn import Policy
from handlers.update_worker import UpdateWorker
from programme.loading import load
from programme.model import Programme
from rules.access import Membership, Role, Viewer
from rules.address import Address
from rules.check_in import Given, Step, possible_steps
from rules.payloads.payload import Payload, stored
from scheduler import round_control
from storage import broadcast_lease, check_ins, inbox, outbox, people, shown_messages
from storage.check_ins import CheckIn
from storage.database import Database
from storage.inbox import Received
from storage.sending import Row
from tests.bench.fake_api.scene import MESSAGE
from tests.bench.phones import FIRST_PHONE, QUESTIONS, TOKEN
from tests.bench.population import ANSWERING, NOON
from texts.catalogue import load_catalogues

NEVER = datetime.max.replace(tzinfo=NOON.tzinfo)
waiting: deque[Received] = deque()
to_say: deque[Row] = deque()
given_by: dict[int, dict[str, Given]] = {}


class Nowhere:
    """A database whose transactions do nothing."""

    @asynccontextmanager
    async def write(self) -> AsyncIterator["Nowhere"]:
        yield self

    begin_nested = write


async def _nothing(*_: Any) -> None:
    pass


async def _free(*_: Any) -> broadcast_lease.State:
    return broadcast_lease.State()


async def _yes(*_: Any) -> bool:
    return True


async def _store(_: Any, updates: Sequence[Received], now: datetime) -> int:
    waiting.extend(updates)
    return len(updates)


async def _first(_: Any, now: datetime, limit: int) -> list[Received]:
    return [waiting.popleft() for _ in range(min(limit, len(waiting)))]


async def _viewer(_: Any, address: int) -> Viewer:
    member = Membership(address, ANSWERING, Role.CAREGIVER, 1, NOON, NOON, NOON)
    return Viewer(address, "nl", (member,))


async def _check_in(_: Any, number: int, programme: Programme) -> CheckIn:
    form = programme.form("caregiver")
    assert form
    return CheckIn(
        id=number,
        person_id=FIRST_PHONE + number,
        nickname=None,
        round_id=1,
        practice_id=ANSWERING,
        practice="Zwolle",
        opened_on=NOON.date(),
        opened_at=NOON,
        closes_at=NEVER,
        is_open=True,
        finished=False,
        declined=False,
        version=1,
        looking_at=None,
        message_id=MESSAGE,
        shown_step=QUESTIONS[0],
        steps=possible_steps([form], []),
        answers=given_by.get(number, {}),
        experiments={},
        statuses={},
        expectations={},
        help_card=None,
    )


async def _answer(_: Any, check_in: CheckIn, step: Step, given: Given, *_more: Any) -> None:
    given_by[check_in.id] = {**check_in.answers, step.key: given}


async def _say(_: Any, said: Payload, *, person_id: int, edits: int | None = None, **_more: Any) -> None:
    to_say.append(Row(0, *stored(said), person_id, Address(person_id), edits, 1, 0, "nl"))


async def _claim(_: Any, owner: str, now: datetime, limit: int, lanes: Sequence[int]) -> list[Row]:
    return [to_say.popleft() for _ in range(min(limit, len(to_say)))]


SWITCHED_OFF: Mapping[Any, Mapping[str, Any]] = {
    inbox: {"store": _store, "heads": _first, "handled": _nothing},
    people: {"viewer": _viewer, "read_ahead": _nothing},
    check_ins: {"get": _check_in, "read_ahead": _nothing, "answer": _answer, "move_to": _nothing},
    outbox: {"add": _say, "recover": _nothing, "claim": _claim, "sent": _nothing},
    broadcast_lease: {"state": _free, "acquire": _yes},
    shown_messages: {"seen": _nothing, "lose_sight": _nothing},
}


async def run(api: str) -> None:
    nowhere, programme = cast(Database, Nowhere()), load()
    catalogues = load_catalogues(programme)
    bot = telegram_bot(Settings(_env_file=None, bot_token=TOKEN, bot_api_url=api), Transport())
    dispatcher = application.build(bot)
    sender = Sender(nowhere, bot, programme, 5, catalogues, real_time, RateLimiter(1e6, 1e6))
    update_worker = UpdateWorker(
        nowhere, dispatcher, Policy(programme, round_control), catalogues, real_time, sender.wake
    )
    receiver = Receiver(bot, nowhere, real_time, update_worker.wake)
    await dispatcher.initialize()
    freeze_gc()
    await asyncio.gather(receiver.run(), update_worker.run(), sender.run())


def main(api: str) -> None:
    for module, names in SWITCHED_OFF.items():
        for name, instead in names.items():
            setattr(module, name, instead)
    asyncio.run(run(api))


if __name__ == "__main__":
    typer.run(main)
