"""The door the bots come in by: /bot<token>/<method>."""

import time
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import Response

from simulator import errors
from simulator.bot_api import parameters
from simulator.bot_api.hanging_up import HangUp, Stall
from simulator.bot_api.methods import METHODS, Call
from simulator.bot_api.parameters import Parameters
from simulator.errors import Refusal
from simulator.wire import dumps
from simulator.world.everything import World
from simulator.world.faults import Fault

LOST = "dropped"


async def answer(request: Request) -> Response:
    world: World = request.app.state.world
    arrived_at = time.monotonic()
    method = request.path_params["method"]
    given = Parameters({}, {})
    try:
        given = await parameters.read(request)
        bot = world.bots.get(request.path_params["token"])
        if bot is None:
            raise errors.unauthorized()
        response = await _perform(Call(world, bot, given), method.lower())
    except Refusal as refusal:
        response = _refused(refusal)
    outcome = LOST if isinstance(response, HangUp | Stall) else response.status_code
    world.journal.add(arrived_at, method, given.chat_id(), outcome)
    return response


async def _perform(call: Call, method: str) -> Response:
    fault = call.world.faults.next(method, call.parameters.chat_id())
    if fault is None:
        return await _run(call, method)
    return await _fail(fault, call, method)


async def _fail(fault: Fault, call: Call, method: str) -> Response:
    match fault.kind:
        case "status":
            raise fault.refusal()
        case "slow":
            await call.world.waiting.pause(fault.seconds)
            return await _run(call, method)
        case "drop_before":
            return HangUp()
    with suppress(Refusal):
        await _run(call, method)
    return HangUp() if fault.kind == "drop_after" else Stall(call.world.waiting)


async def _run(call: Call, method: str) -> Response:
    if method not in METHODS:
        raise errors.not_found()
    call.bot.limits.check(method)
    result = await METHODS[method](call)
    return Response(dumps({"ok": True, "result": result}), media_type="application/json")


def _refused(refusal: Refusal) -> Response:
    headers = {} if refusal.retry_after is None else {"Retry-After": str(refusal.retry_after)}
    return Response(dumps(refusal.answer()), refusal.code, headers, media_type="application/json")


async def download(request: Request) -> Response:
    world: World = request.app.state.world
    file = world.files.at(request.path_params["path"])
    if request.path_params["token"] not in world.bots:
        return _refused(errors.unauthorized())
    if file is None:
        return _refused(errors.not_found())
    return Response(file.content, media_type=file.media_type)
