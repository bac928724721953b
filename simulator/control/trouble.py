"""Faults and limits, and the journal that tells what came of them."""

from starlette.requests import Request
from starlette.responses import Response

from simulator.control.exchange import body_of, bot_of, needed, number, reply, world_of
from simulator.world.acting import Impossible
from simulator.world.faults import Fault


async def add_fault(request: Request) -> Response:
    body = await body_of(request)
    try:
        world_of(request).faults.add(Fault(**body))
    except (TypeError, ValueError) as error:
        raise Impossible(400, str(error)) from None
    return await faults(request)


async def faults(request: Request) -> Response:
    return reply(world_of(request).faults.listed())


async def clear_faults(request: Request) -> Response:
    world_of(request).faults.clear()
    return reply([])


async def set_limits(request: Request) -> Response:
    body = await body_of(request)
    limits = bot_of(request, body).limits
    limits.set(needed(body, "per_second"), body.get("penalty_seconds", 3))
    return reply({"per_second": limits.per_second, "penalty_seconds": limits.penalty_seconds})


async def requests(request: Request) -> Response:
    query = request.query_params
    after = number(query.get("after", "0"), "after")
    entries = world_of(request).journal.since(after, query.get("method"))
    return reply([entry._asdict() for entry in entries])
