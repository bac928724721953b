"""Parts of the bot that break a promise on purpose, each in the place where such bots usually do.

Some do harm only when they are killed at the wrong moment. They wait for it there, so that no luck is needed.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from bot.receiver import Receiver, as_received, poll
from bot.wiring import Wiring
from delivery.outcome import MaybeSent, Sent
from delivery.recording import Delivery, record_all
from delivery.sender import Sender
from delivery.telegram import say
from handlers.batch import Batch
from handlers.update_worker import UpdateWorker
from storage import answers, inbox
from storage.check_ins import CheckIn
from storage.connection import Connection
from storage.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)

#: What is logged at that moment.
WORST_MOMENT = "the worst moment to be killed"
LONG_ENOUGH = 60.0


async def wait_to_be_killed() -> None:
    log.warning(WORST_MOMENT)
    await asyncio.sleep(LONG_ENOUGH)


class ConfirmsBeforeStoring(Receiver):
    """Lets Telegram forget a batch, and writes it down afterwards."""

    async def receive(self, timeout_seconds: int = 0) -> int:
        updates = await poll(self._bot, self._offset, timeout_seconds)
        if updates:
            self._offset = updates[-1]["update_id"] + 1
            await poll(
                self._bot, self._offset, 0
            )  # the higher offset confirms; what it brings comes again with the next poll
            await wait_to_be_killed()
            async with self._database.write() as connection:
                await inbox.store(connection, [as_received(update) for update in updates], self._clock())
            self._wake()
        return len(updates)


class NotesBeforeSending(Sender):
    """Marks as sent, then sends."""

    async def _deliver(self, delivery: Delivery) -> None:
        async with self._database.write() as connection:
            await record_all(connection, [(delivery, Sent(delivery.row.edits))], self._owner, self._clock())
        await wait_to_be_killed()
        await say(self._bot, delivery.row, delivery.rendered, self._translator(delivery.row), self._stopping)


class RepeatsBlindly(Sender):
    """Takes a missing answer for a failure."""

    async def _deliver(self, delivery: Delivery) -> None:
        outcome = await say(self._bot, delivery.row, delivery.rendered, self._translator(delivery.row), self._stopping)
        if isinstance(outcome, MaybeSent):
            outcome = await say(
                self._bot, delivery.row, delivery.rendered, self._translator(delivery.row), self._stopping
            )
        self._ended.append((delivery, outcome))
        self.wake()


class MarksLater(UpdateWorker):
    """Commits the effect first, and in another transaction that the update was handled."""

    async def run_once(self) -> int:
        now = self._clock()
        async with self._database.write() as connection:
            unit, batch = UnitOfWork(connection), Batch(await inbox.heads(connection, now, 50))
            done = [one.update_id for one in batch.received if await self._try(unit, one, now, batch)]
            await unit.flush()
        self._spoke()
        if done:
            await wait_to_be_killed()
        async with self._database.write() as connection:
            await inbox.handled(connection, done, now)
        return len(batch.received)


def _receives(wiring: Wiring) -> Wiring:
    return replace(
        wiring, receiver=ConfirmsBeforeStoring(wiring.bot, wiring.database, wiring.clock, wiring.update_worker.wake)
    )


def _sends(manner: type[Sender]) -> Callable[[Wiring], Wiring]:
    def rewire(wiring: Wiring) -> Wiring:
        _turn_into(wiring.sender, manner)
        return wiring

    return rewire


def _handles(manner: type[UpdateWorker]) -> Callable[[Wiring], Wiring]:
    def rewire(wiring: Wiring) -> Wiring:
        _turn_into(wiring.update_worker, manner)
        return wiring

    return rewire


def _turn_into(part: Sender | UpdateWorker, manner: type) -> None:
    # It is wired already and others hold on to it, so it cannot be replaced.
    part.__class__ = type(manner.__name__, (manner, type(part)), {})


def _misfiles(wiring: Wiring) -> Wiring:
    """As if there were one person: each answer goes to the check-in of whoever answered before."""
    write, in_hand = answers.write, list[CheckIn]()

    async def answer(connection: Connection, check_in: CheckIn, *what: Any) -> None:
        in_hand.append(check_in)
        await write(connection, in_hand[-2:][0], *what)

    vars(answers)["write"] = answer
    return wiring


#: How each breaks a wired bot.
BROKEN: dict[str, Callable[[Wiring], Wiring]] = {
    "confirms before storing": _receives,
    "notes before sending": _sends(NotesBeforeSending),
    "repeats blindly": _sends(RepeatsBlindly),
    "marks later": _handles(MarksLater),
    "misfiles": _misfiles,
}
