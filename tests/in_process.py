"""The bot's way to a simulator that runs in this process: no socket, no server, everything else as it is."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import aiohttp
from starlette.types import ASGIApp

from bot.transport import Body, Noted, Transport
from bot.wiring import Carrier
from simulator.app import create_app
from simulator.clock import Clock
from simulator.in_process import ask
from simulator.phone import Telegram
from simulator.serving import serve

#: Nobody listens there.
NOWHERE = "http://simulator.invalid"


class ToApp(Transport):
    """Hands each request to the app."""

    def __init__(self, noted: Noted, app: ASGIApp) -> None:
        super().__init__(noted)
        self._app = app

    async def initialize(self) -> None:
        """There is no connection to make."""

    async def exchange(self, url: str, method: str, body: Body, seconds: float) -> tuple[int, bytes]:
        target = url.removeprefix(NOWHERE)
        if isinstance(body, aiohttp.FormData):
            form = body()
            return await ask(self._app, method, target, await form.as_bytes(), form.headers["Content-Type"])
        return await ask(self._app, method, target, body or b"", "application/json")


def way_to(telegram: Telegram) -> Carrier:
    """What carries the bot's requests to this simulator."""
    return partial(ToApp, app=telegram.app) if telegram.app else Transport


@asynccontextmanager
async def in_process(clock: Clock) -> AsyncIterator[Telegram]:
    app = create_app(clock)
    async with Telegram(NOWHERE, app) as telegram:
        yield telegram
    await app.state.world.close()


@asynccontextmanager
async def over_http(clock: Clock) -> AsyncIterator[Telegram]:
    async with serve(create_app(clock)) as url, Telegram(url) as telegram:
        yield telegram
