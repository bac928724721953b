"""What the control endpoints have in common: reading what is asked, finding who it is about, answering."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from simulator.errors import Refusal
from simulator.wire import JSON, dumps, loads
from simulator.world.acting import Actor, Impossible
from simulator.world.bots import Bot
from simulator.world.everything import World
from simulator.world.people import Person


def world_of(request: Request) -> World:
    world: World = request.app.state.world
    return world


async def body_of(request: Request) -> Any:
    try:
        return loads(await request.body() or b"{}")
    except ValueError:
        raise Impossible(400, "the body is not JSON") from None


def needed(body: JSON, name: str) -> Any:
    if name not in body:
        raise Impossible(400, f"{name} is missing")
    return body[name]


def number(text: str, name: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise Impossible(400, f"{name} is not a number") from None


def bot_of(request: Request, body: JSON) -> Bot:
    """The bot that is named; when there is one only, it need not be."""
    bots = list(world_of(request).bots.values())
    username = body.get("bot") or request.query_params.get("bot")
    chosen = [bot for bot in bots if username in (None, bot.username)]
    if not chosen:
        raise Impossible(404, "there is no such bot")
    if len(chosen) > 1:
        raise Impossible(400, "there is more than one bot: name one")
    return chosen[0]


def person_of(request: Request, id: int) -> Person:
    person = world_of(request).people.get(id)
    if person is None:
        raise Impossible(404, "there is no such person")
    return person


def actor_of(request: Request, body: JSON) -> Actor:
    person = person_of(request, request.path_params["id"])
    return Actor(world_of(request), bot_of(request, body), person)


def reply(value: Any, status: int = 200) -> Response:
    return Response(dumps(value), status, media_type="application/json")


async def impossible(request: Request, error: Exception) -> Response:
    assert isinstance(error, Impossible)
    return reply({"error": error.reason}, error.status)


async def unknown_page(request: Request, error: Exception) -> Response:
    """As Telegram says it, for bots that ask for anything else."""
    assert isinstance(error, HTTPException)
    return reply(Refusal(error.status_code, error.detail).answer(), error.status_code)
