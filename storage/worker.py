"""Work in the background: one piece after the other, whoever else does some of it."""

import asyncio
import logging
from abc import ABC, abstractmethod

from storage.waiting import wait_or_timeout

log = logging.getLogger(__name__)

IDLE_SECONDS = 1.0


class Worker(ABC):
    """Any number may work on one database."""

    def __init__(self) -> None:
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """There may be something to do."""
        self._woken.set()

    async def run(self) -> None:
        """Works until cancelled; looks by itself every second for what others left."""
        while True:
            self._woken.clear()
            try:
                is_busy = await self.run_once()
            except Exception as error:  # the database is away: leases lapse, nothing is lost
                log.warning("%s is held up: %s", type(self).__name__.lower(), type(error).__name__)
                is_busy = False
            if not is_busy:
                await wait_or_timeout(self._woken, IDLE_SECONDS)

    @abstractmethod
    async def run_once(self) -> bool:
        """Does the oldest piece of work that waits; False when none does."""
