"""Parts of the bot that break a promise on purpose, each in the place where such bots usually do.

They pause at the moment at which being killed does the harm, so that the judge need not be lucky.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import orjson

from bot.receiver import Receiver, as_received
from bot.wiring import Wiring
from handlers.handling import Handling, Spinner
from scheduler.delivery import Delivery
from scheduler.outcome import MaybeSent, Sent
from scheduler.sender import Sender
from scheduler.voice import say
from storage import inbox
from storage.connection import Connection

PAUSE = 0.15


class ConfirmsBeforeStoring(Receiver):
    """Lets Telegram forget a batch, and writes it down afterwards."""

    async def receive(self, timeout_seconds: int = 0) -> int:
        updates = await self._fetch(timeout_seconds)
        if updates:
            self._offset = updates[-1]["update_id"] + 1
            await self._fetch(0)  # the higher offset confirms; what it brings comes again with the next poll
            await asyncio.sleep(PAUSE)
            async with self._database.write() as connection:
                await inbox.store(connection, [as_received(update) for update in updates], self._clock())
            self._wake()
        return len(updates)


class NotesBeforeSending(Sender):
    """Marks as sent, then sends."""

    async def _deliver(self, delivery: Delivery) -> None:
        self._ended.append((delivery, Sent(delivery.row.edits)))
        self.wake()
        await asyncio.sleep(PAUSE)
        await say(self._bot, delivery.row, delivery.rendered)


class RepeatsBlindly(Sender):
    """Takes a missing answer for a failure."""

    async def _deliver(self, delivery: Delivery) -> None:
        outcome = await say(self._bot, delivery.row, delivery.rendered)
        if isinstance(outcome, MaybeSent):
            outcome = await say(self._bot, delivery.row, delivery.rendered)
        self._ended.append((delivery, outcome))
        self.wake()


class MarksLater(Handling):
    """Commits the effect first, and in another transaction that the update was handled."""

    async def handle_waiting(self) -> int:
        now = self._clock()
        spinners: list[Spinner] = []
        async with self._database.write() as connection:
            received = await inbox.heads(connection, now, 50)
            done = [one.update_id for one in received if await self._try(connection, one, now, spinners)]
        self._spoke()
        await asyncio.sleep(PAUSE if done else 0)
        async with self._database.write() as connection:
            await inbox.handled(connection, done, now)
        return len(received)


class MixesUpPeople(Handling):
    """Takes every fifth text for that of whoever wrote before."""

    _before: dict[str, Any] | None = None
    _texts = 0

    async def _handle(self, connection: Connection, received: inbox.Received, now: Any) -> Spinner | None:
        update = orjson.loads(received.payload)
        message = update.get("message", {})
        if "entities" not in message and "text" in message:
            self._texts += 1
            before, self._before = self._before, {"from": message["from"], "chat": message["chat"]}
            if before and self._texts % 5 == 0:
                update["message"] = message | before
        return await super()._handle(connection, replace(received, payload=orjson.dumps(update).decode()), now)


def _receives(wiring: Wiring) -> Wiring:
    return replace(
        wiring, receiver=ConfirmsBeforeStoring(wiring.bot, wiring.database, wiring.clock, wiring.handling.wake)
    )


def _sends(manner: type[Sender]) -> Callable[[Wiring], Wiring]:
    def rewire(wiring: Wiring) -> Wiring:
        _turn_into(wiring.sender, manner)
        return wiring

    return rewire


def _handles(manner: type[Handling]) -> Callable[[Wiring], Wiring]:
    def rewire(wiring: Wiring) -> Wiring:
        _turn_into(wiring.handling, manner)
        return wiring

    return rewire


def _turn_into(part: Sender | Handling, manner: type) -> None:
    # It is wired already and others hold on to it, so it cannot be replaced.
    part.__class__ = type(manner.__name__, (manner, type(part)), {})


#: How each breaks a wired bot.
BROKEN: dict[str, Callable[[Wiring], Wiring]] = {
    "confirms before storing": _receives,
    "notes before sending": _sends(NotesBeforeSending),
    "repeats blindly": _sends(RepeatsBlindly),
    "marks later": _handles(MarksLater),
    "mixes up people": _handles(MixesUpPeople),
}
