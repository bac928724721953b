import asyncio


class Waiting:
    """Everything that waits, waits here, so that closing the simulator ends all of it at once."""

    def __init__(self) -> None:
        self._open: set[asyncio.Future[None]] = set()
        self._closed = False

    async def until(self, future: asyncio.Future[None], seconds: float | None) -> None:
        """Wait for the future, raising what it raises; after so many seconds just return."""
        if not self._closed:
            self._open.add(future)
            try:
                await asyncio.wait((future,), timeout=seconds)
            finally:
                self._open.discard(future)
        if future.done() and not future.cancelled():
            future.result()

    async def pause(self, seconds: float) -> None:
        await self.until(asyncio.get_running_loop().create_future(), seconds)

    def close(self) -> None:
        self._closed = True
        for future in list(self._open):
            future.cancel()
