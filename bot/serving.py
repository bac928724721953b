"""A web server in the loop that is already running, which leaves signals and logging to the process."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.types import ASGIApp

from bot import door
from bot.settings import SettingsError

#: So long a stopping server waits for answers under way.
LAST_ANSWERS_SECONDS = 3
LARGEST_HEAD = 16 * 1024
MAY_WAIT = 1024


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for listener in sockets or []:  # asyncio takes in as many at once as may wait: let more wait than that
            listener.listen(MAY_WAIT)


@asynccontextmanager
async def serving(app: ASGIApp, host: str, port: int) -> AsyncIterator[int]:
    """Answers at this address until left; yields the port. SettingsError when it cannot listen there."""
    config = uvicorn.Config(
        app,
        http=door.visitors(),
        backlog=door.BACKLOG,
        h11_max_incomplete_event_size=LARGEST_HEAD,
        lifespan="off",
        ws="none",
        log_config=None,
        log_level="error",  # of nonsense that somebody sends, a line each would fill the disk
        access_log=False,  # a path or a query is nobody's business
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=LAST_ANSWERS_SECONDS,
    )
    server, listener = _Server(config), _listener(host, port)
    answering = asyncio.create_task(server.serve([listener]), name="answering")
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        await asyncio.wait([answering])
        listener.close()


def _listener(host: str, port: int) -> socket.socket:
    is_six = ":" in host
    family = socket.AF_INET6 if is_six else socket.AF_INET
    takes_both = is_six and socket.has_dualstack_ipv6()  # [::] then is every address, also the older ones
    try:
        listener = socket.create_server((host, port), family=family, dualstack_ipv6=takes_both)
    except OSError as error:
        reason = str(error.strerror).partition(" (")[0]
        raise SettingsError(f"LISTEN is wrong: cannot listen on {host}, port {port}: {reason}") from None
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener
