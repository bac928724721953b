"""One address in front of several bots, as a load balancer is: each connection goes to one of those that live."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from random import Random


class Gate:
    """Forwards bytes. A bot that does not answer the door is passed over."""

    def __init__(self, random: Random) -> None:
        self.ports: list[int] = []
        self.port = 0
        self._random = random

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/telegram"

    def opens_a_door(self) -> int:
        """A free port for another bot."""
        with closing(socket.create_server(("127.0.0.1", 0))) as taken:
            self.ports.append(int(taken.getsockname()[1]))
        return self.ports[-1]

    async def forward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            inside = await self._anybody()
            if inside:
                await asyncio.wait(
                    [
                        asyncio.create_task(_copy(reader, inside[1])),
                        asyncio.create_task(_copy(inside[0], writer)),
                    ],
                    return_when=asyncio.FIRST_COMPLETED,
                )
                inside[1].close()
        writer.close()

    async def _anybody(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        for port in self._random.sample(self.ports, len(self.ports)):
            with suppress(OSError):
                return await asyncio.open_connection("127.0.0.1", port)
        return None


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await source.read(65536):
            target.write(data)
            await target.drain()


@asynccontextmanager
async def gate(random: Random) -> AsyncIterator[Gate]:
    """An open gate, with nobody behind it yet."""
    here = Gate(random)
    server = await asyncio.start_server(here.forward, "127.0.0.1", 0)
    here.port = server.sockets[0].getsockname()[1]
    async with server:
        yield here
