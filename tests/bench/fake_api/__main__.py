"""The fake Bot API as a process of its own; it says where it listens in its first line."""

import asyncio
import gc

import typer

from tests.bench.fake_api.line import Line
from tests.bench.fake_api.telegram import FakeTelegram


async def _serve() -> None:
    telegram = FakeTelegram()
    server = await asyncio.get_running_loop().create_server(lambda: Line(telegram), "127.0.0.1", 0)
    typer.echo(server.sockets[0].getsockname()[1])
    gc.freeze()
    await server.serve_forever()


asyncio.run(_serve())
