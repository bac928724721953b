from starlette.requests import Request
from starlette.responses import Response

from simulator.control.exchange import body_of, bot_of, needed, reply, world_of
from simulator.wire import JSON
from simulator.world.everything import World
from simulator.world.people import Person


async def add(request: Request) -> Response:
    body = await body_of(request)
    if isinstance(body, list):
        return reply([_add(request, one) for one in body])
    return reply(_add(request, body))


async def listed(request: Request) -> Response:
    world = world_of(request)
    return reply([shown(world, person) for person in world.people.values()])


def _add(request: Request, body: JSON) -> JSON:
    world = world_of(request)
    person = world.add_person(
        needed(body, "first_name"), body.get("language_code", "nl"), body.get("id"), body.get("pinned", False)
    )
    if body.get("started"):
        bot_of(request, body).chat_with(person).started = True
    return shown(world, person)


def shown(world: World, person: Person) -> JSON:
    chats = [bot.chats[person.id] for bot in world.bots.values() if person.id in bot.chats]
    return {
        "id": person.id,
        "first_name": person.first_name,
        "language_code": person.language_code,
        "pinned": person.pinned,
        "deleted": person.deleted,
        "started": any(chat.started for chat in chats),
        "blocked": any(chat.blocked for chat in chats),
    }
