"""Waiting for something that happens in other processes."""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic

LOOK_EVERY = 0.05


async def until(happens: Callable[[], Awaitable[bool]], within: float) -> bool:
    """Waits until it happens; False when it did not within so many seconds. A database away means: not yet."""
    deadline = monotonic() + within
    while not await _now(happens):
        if monotonic() > deadline:
            return False
        await asyncio.sleep(LOOK_EVERY)
    return True


async def _now(happens: Callable[[], Awaitable[bool]]) -> bool:
    try:
        return await happens()
    except Exception as error:
        if isinstance(error, AssertionError):
            raise
        return False
