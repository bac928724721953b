from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from simulator import control
from simulator.bot_api import door
from simulator.bot_api.hanging_up import HangUp
from simulator.clock import Clock
from simulator.control.exchange import impossible, unknown_page
from simulator.host import Host
from simulator.world.acting import Impossible
from simulator.world.everything import World

PAGE = Path(__file__).parent / "page"


def create_app(clock: Clock | None = None, host: Host | None = None) -> Starlette:
    app = Starlette(
        routes=[
            Route("/bot{token}/{method}", door.answer, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", door.download, methods=["GET"]),
            Mount("/control", routes=control.ROUTES),
            Route("/", page, methods=["GET"]),
            Mount("/static", StaticFiles(directory=PAGE, check_dir=False)),
        ],
        exception_handlers={Impossible: impossible, HTTPException: unknown_page, ClientDisconnect: gone},
    )
    app.state.world = World(clock or Clock(), host or Host())
    return app


async def gone(request: Request, error: Exception) -> Response:
    """Whoever asked was killed while asking."""
    return HangUp()


async def page(request: Request) -> Response:
    index = PAGE / "index.html"
    if index.exists():
        return FileResponse(index)
    return PlainTextResponse("The simulator runs. Its page is not here.")
