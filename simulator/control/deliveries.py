from starlette.requests import Request
from starlette.responses import Response

from simulator.control.exchange import body_of, bot_of, needed, reply
from simulator.world.acting import Impossible


async def queue(request: Request) -> Response:
    """Raw updates, whatever is in them."""
    body = await body_of(request)
    updates = bot_of(request, body).updates
    return reply({"update_ids": [updates.add_raw(update) for update in needed(body, "updates")]})


async def redeliver(request: Request) -> Response:
    body = await body_of(request)
    unknown = bot_of(request, body).updates.redeliver(needed(body, "update_ids"))
    if unknown:
        raise Impossible(404, f"not known any more: {unknown}")
    return reply({})
