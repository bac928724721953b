import asyncio

from simulator import errors
from simulator.world.updates import Update, Updates
from simulator.world.waiting import Waiting


class Polling:
    """getUpdates: one request waits at a time, and a newer one ends it."""

    def __init__(self, updates: Updates, waiting: Waiting) -> None:
        self._updates = updates
        self._waiting = waiting
        self._current: asyncio.Future[None] | None = None

    @property
    def waits(self) -> bool:
        return self._current is not None

    async def next(self, offset: int, limit: int, seconds: float) -> list[Update]:
        self.end(errors.other_poller())
        batch = self._updates.fetch(offset, limit)
        if not batch and seconds > 0:
            await self._wait(seconds)
            batch = self._updates.fetch(offset, limit)
        return batch

    def wake(self) -> None:
        if self._current and not self._current.done():
            self._current.set_result(None)

    def end(self, reason: errors.Refusal) -> None:
        if self._current and not self._current.done():
            self._current.set_exception(reason)

    async def _wait(self, seconds: float) -> None:
        current = self._current = asyncio.get_running_loop().create_future()
        try:
            await self._waiting.until(current, seconds)
        finally:
            if self._current is current:
                self._current = None
