from starlette.requests import Request
from starlette.responses import Response

from simulator.control.exchange import world_of
from simulator.world.acting import Impossible


async def show(request: Request) -> Response:
    file = world_of(request).files.get(request.path_params["id"])
    if file is None:
        raise Impossible(404, "there is no such file")
    return Response(file.content, media_type=file.media_type)
