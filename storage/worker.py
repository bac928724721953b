"""Work in the background: one piece after the other, whoever else does some of it.

It stands here because what waits stands in the database, and because handling and delivery, which work like this, both
import this room and not each other. It knows no tables.
"""

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import Callable

from rules import causes
from storage.errors import is_rolled_back_for_others

log = logging.getLogger(__name__)

IDLE_SECONDS = 1.0
#: After a turn that gave way to another process.
GAVE_WAY_SECONDS = 0.05
#: Called when a turn begins; what it gives is called when it ended: with how much was done, or by what it failed.
Observer = Callable[[], Callable[[int | Exception], None]]


def unobserved() -> Callable[[int | Exception], None]:
    """Nobody watches."""
    return lambda _done: None


class Worker(ABC):
    """Any number may work on one database."""

    def __init__(self, observer: Observer = unobserved) -> None:
        self._observer = observer
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """There may be something to do."""
        self._woken.set()

    async def run(self) -> None:
        """Works until cancelled; looks by itself every second for what others left."""
        try:
            while True:
                self._woken.clear()
                pause_seconds = await self.take_turn()
                if pause_seconds:
                    await wait_or_timeout(self._woken, pause_seconds)
        finally:
            await self.finish()

    async def take_turn(self) -> float:
        """Works once, whatever goes wrong; how many seconds to wait before the next turn, unless woken."""
        ended = self._observer()
        try:
            done = await self.run_once()
        except Exception as error:  # the database is away: leases lapse, nothing is lost
            ended(error)
            log.warning("%s is held up: %s", type(self).__name__, causes.told(error))
            return GAVE_WAY_SECONDS if is_rolled_back_for_others(error) else IDLE_SECONDS
        ended(done)
        return self.pause_after(done)

    @abstractmethod
    async def run_once(self) -> int:
        """Does what waits, or the oldest piece of it; how much that was (0: nothing waits)."""

    def pause_after(self, done: int) -> float:
        """Seconds to wait after a turn in which so much was done."""
        return 0.0 if done else IDLE_SECONDS

    async def finish(self) -> None:  # noqa: B027 (most leave nothing behind)
        """What is left to do when it is cancelled."""


async def wait_or_timeout(event: asyncio.Event, seconds: float) -> None:
    """Until somebody sets the event, but not longer than this."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        pass
