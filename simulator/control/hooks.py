"""What the program around the simulator lets the page do."""

from collections.abc import Sequence
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import Response

from simulator.control.exchange import body_of, bot_of, needed, reply, world_of
from simulator.control.people import shown
from simulator.control.time import told
from simulator.host import Door, Jump
from simulator.world.acting import Actor, Impossible

Hook = TypeVar("Hook", Jump, Door)


async def jumps(request: Request) -> Response:
    return reply([{"key": jump.key, "label": jump.label} for jump in world_of(request).host.jumps])


async def jump(request: Request) -> Response:
    world = world_of(request)
    await _chosen(world.host.jumps, request).run()
    return reply(told(world.clock))


async def sign_up_links(request: Request) -> Response:
    sign_up_links = world_of(request).host.sign_up_links
    return reply([{"key": door.key, "group": door.group, "label": door.label} for door in sign_up_links])


async def open_door(request: Request) -> Response:
    body = await body_of(request)
    world, bot = world_of(request), bot_of(request, body)
    payload = await _chosen(world.host.sign_up_links, request).payload()
    person = world.add_person(needed(body, "first_name"), body.get("language_code", "nl"), None, pinned=True)
    Actor(world, bot, person).starts(payload)
    return reply(shown(world, person))


def _chosen(hooks: Sequence[Hook], request: Request) -> Hook:
    for hook in hooks:
        if hook.key == request.path_params["key"]:
            return hook
    raise Impossible(404, "there is no such thing to do")
