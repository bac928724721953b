"""Waiting for something that happens in other processes."""

import asyncio
from collections.abc import Awaitable, Callable


async def until(met: Callable[[], Awaitable[bool]], within: float = 30.0) -> None:
    """Waits until the condition is met; TimeoutError when it is not in time."""
    async with asyncio.timeout(within):
        while not await met():  # noqa: ASYNC110 (nobody here could set an event)
            await asyncio.sleep(0.02)
