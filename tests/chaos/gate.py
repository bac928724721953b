"""One address in front of several bots, as a load balancer is: each connection goes to one of those that live."""

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing, suppress
from random import Random

HERE = "127.0.0.1"
SECRET = "a-secret-that-only-telegram-knows"


class Gate:
    """Forwards bytes. A bot that does not answer its door is passed over. `doors`: the ports they listen on."""

    def __init__(self, random: Random) -> None:
        self.sign_up_links: list[int] = []
        self.port = 0
        self._random = random

    def opens_a_door(self) -> int:
        """A free port for another bot."""
        with closing(socket.create_server((HERE, 0))) as taken:
            self.sign_up_links.append(int(taken.getsockname()[1]))
        return self.sign_up_links[-1]

    def settings(self, door: int) -> dict[str, str]:
        """Those of a bot that listens at this door."""
        url = f"http://{HERE}:{self.port}/telegram"
        return {"webhook_url": url, "webhook_secret": SECRET, "listen": f"{HERE}:{door}"}

    async def forward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Both ways, until one side is done."""
        with closing(writer), suppress(OSError):
            if inside := await self._anybody():
                with closing(inside[1]):
                    ways = [_copy(reader, inside[1]), _copy(inside[0], writer)]
                    await _until_one_ends([asyncio.ensure_future(way) for way in ways])

    async def _anybody(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        for port in self._random.sample(self.sign_up_links, len(self.sign_up_links)):
            with suppress(OSError):
                return await asyncio.open_connection(HERE, port)
        return None


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await source.read(65536):
            target.write(data)
            await target.drain()


async def _until_one_ends(tasks: Sequence["asyncio.Future[None]"]) -> None:
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()


@asynccontextmanager
async def gate(random: Random) -> AsyncIterator[Gate]:
    """An open gate, with nobody behind it yet."""
    here = Gate(random)
    server = await asyncio.start_server(here.forward, HERE, 0)
    here.port = server.sockets[0].getsockname()[1]
    async with server:
        yield here
