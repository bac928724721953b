"""A worker takes one turn after the other, tells who watches of those that ended well, and stops when it is told to."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

import pytest
from sqlalchemy.exc import DBAPIError

from storage import worker
from storage.worker import GAVE_WAY_SECONDS, IDLE_SECONDS, Worker


class Baker(Worker):
    """Bakes what is ordered: so many loaves a turn, or none because the oven is broken."""

    def __init__(self, *orders: int | Exception) -> None:
        super().__init__(self._begins)
        self.orders = list(orders)
        self.told: list[str | int | Exception] = []
        self.sold_out = asyncio.Event()

    def _begins(self) -> Callable[[int | Exception], None]:
        self.told.append("begins")
        return self.told.append

    async def run_once(self) -> int:
        if not self.orders:
            self.sold_out.set()
            return 0
        order = self.orders.pop(0)
        if isinstance(order, Exception):
            raise order
        return order

    async def finish(self) -> None:
        self.told.append("home")


async def test_it_goes_on_without_a_pause_while_there_is_work_and_finishes_when_it_is_cancelled() -> None:
    baker = Baker(3, 2)
    working = asyncio.create_task(baker.run())
    await baker.sold_out.wait()
    working.cancel()
    with suppress(asyncio.CancelledError):
        await working
    assert baker.told == ["begins", 3, "begins", 2, "begins", 0, "home"]


async def test_a_turn_that_fails_is_logged_without_its_words_and_tried_again_later(
    caplog: pytest.LogCaptureFixture,
) -> None:
    baker = Baker(ConnectionError("the loaves of Anneke"), 1)
    with caplog.at_level(logging.WARNING):
        assert [await baker.take_turn() for _ in range(3)] == [IDLE_SECONDS, 0, IDLE_SECONDS]
    assert caplog.messages == ["Baker is held up: ConnectionError"]
    assert list(map(str, baker.told)) == ["begins", "the loaves of Anneke", "begins", "1", "begins", "0"]


class Deadlock(Exception):
    """As asyncpg tells it."""

    sqlstate = "40P01"


async def test_a_turn_that_gave_way_to_another_process_comes_again_at_once() -> None:
    gave_way, is_away = DBAPIError("", None, Deadlock()), DBAPIError("", None, ConnectionError())
    baker = Baker(gave_way, is_away)
    assert [await baker.take_turn() for _ in range(2)] == [GAVE_WAY_SECONDS, IDLE_SECONDS]


async def test_who_is_woken_while_it_waits_works_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "IDLE_SECONDS", 3600.0)
    baker = Baker()
    working = asyncio.create_task(baker.run())
    await baker.sold_out.wait()
    baker.sold_out.clear()
    baker.orders.append(1)
    baker.wake()
    async with asyncio.timeout(30):
        await baker.sold_out.wait()
    working.cancel()
    assert 1 in baker.told
