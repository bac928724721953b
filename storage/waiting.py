"""Waiting until there is work, or until it is time to look by oneself."""

import asyncio


async def wait_or_timeout(event: asyncio.Event, seconds: float) -> None:
    """Until somebody sets the event, but not longer than this."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        pass
