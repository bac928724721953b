from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

from simulator.clock import Clock
from simulator.control.exchange import body_of, reply, world_of
from simulator.wire import JSON
from simulator.world.acting import Impossible


async def read(request: Request) -> Response:
    return reply(told(world_of(request).clock))


async def move(request: Request) -> Response:
    body = await body_of(request)
    clock = world_of(request).clock
    try:
        if "at" in body:
            clock.move_to(datetime.fromisoformat(body["at"]))
        else:
            clock.forward(timedelta(seconds=body["forward_seconds"]))
    except (KeyError, TypeError, ValueError):
        raise Impossible(400, "say at: an ISO time with its zone, or forward_seconds: a number") from None
    return reply(told(clock))


def told(clock: Clock) -> JSON:
    return {"now": clock.now().isoformat()}
