"""Answers that are no answers: for a program to learn that networks fail."""

import asyncio

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from simulator.world.waiting import Waiting


class HangUp(Response):
    """Close the connection without a word."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["extensions"]["hang_up"]()
        await _gone(receive)


class Stall(Response):
    """Say nothing until the other side gives up."""

    def __init__(self, waiting: Waiting) -> None:
        super().__init__()
        self._waiting = waiting

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        gone = asyncio.ensure_future(_gone(receive))
        await self._waiting.until(gone, None)
        scope["extensions"]["hang_up"]()
        await _gone(receive)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
