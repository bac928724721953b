from starlette.requests import Request
from starlette.responses import Response

from simulator.control.exchange import body_of, needed, reply, world_of
from simulator.wire import JSON
from simulator.world.acting import Impossible
from simulator.world.bots import Bot


async def add(request: Request) -> Response:
    body = await body_of(request)
    token, username = needed(body, "token"), needed(body, "username")
    if not token.partition(":")[0].isdecimal():
        raise Impossible(400, "a token starts with the bot's id and a colon")
    return reply(_shown(world_of(request).add_bot(token, username, body.get("name", username))))


async def listed(request: Request) -> Response:
    return reply([_shown(bot) for bot in world_of(request).bots.values()])


def _shown(bot: Bot) -> JSON:
    return {
        "id": bot.id,
        "token": bot.token,
        "username": bot.username,
        "name": bot.name,
        "listening": bot.listening,
    }
