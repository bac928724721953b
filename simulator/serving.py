import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

KEEP_ALIVE_SECONDS = 75
LONGEST_STOP_SECONDS = 3
LOOPS_TO_SET_UP = 5


class Line(H11Protocol):
    """One connection. The app may hang up on it, and nothing of it is logged: addresses hold tokens."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.access_log = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app = _with_hang_up(self.config.loaded_app, transport)


def _with_hang_up(app: ASGIApp, transport: asyncio.Transport) -> Any:
    async def call(scope: Scope, receive: Receive, send: Send) -> None:
        scope["extensions"] = {"hang_up": transport.abort}
        await app(scope, receive, send)

    return call


@asynccontextmanager
async def serve(app: Starlette, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """Serve in the running loop, leaving signals and logging to the program around it. Yields the address."""
    config = uvicorn.Config(
        app,
        http=Line,
        ws="none",
        lifespan="off",
        log_config=None,
        proxy_headers=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
    )
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    listener = socket.create_server((host, port), backlog=config.backlog)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # connections inherit it; without, 40 ms each
    await server.startup([listener])
    try:
        yield f"http://{host}:{listener.getsockname()[1]}"
    finally:
        await app.state.world.close()
        await _stop_accepting(listener)
        await _stop(server)


async def _stop_accepting(listener: socket.socket) -> None:
    """Closing at once would leak a connection that was accepted just now and is still being set up."""
    with suppress(NotImplementedError):
        asyncio.get_running_loop().remove_reader(listener)
    for _ in range(LOOPS_TO_SET_UP):
        await asyncio.sleep(0)


async def _stop(server: uvicorn.Server) -> None:
    """As uvicorn's own shutdown, without its pauses: nothing waits any more."""
    for listening in server.servers:
        listening.close()
    for connection in list(server.server_state.connections):
        connection.shutdown()
    if tasks := server.server_state.tasks:
        await asyncio.wait(tasks, timeout=LONGEST_STOP_SECONDS)
    await asyncio.sleep(0)
