from starlette.requests import Request
from starlette.responses import Response

from simulator.control import chat_view
from simulator.control.exchange import actor_of, body_of, bot_of, needed, number, person_of, reply, world_of
from simulator.world.acting import Actor, Impossible, announce_membership
from simulator.world.bots import Bot
from simulator.world.chats import Chat

LONGEST_WAIT = 50.0
ANONYMOUS_ADMIN = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


async def of_person(request: Request) -> Response:
    actor = actor_of(request, {})
    return await _shown(request, actor.bot, actor.chat, actor.person.language_code)


async def of_group(request: Request) -> Response:
    bot = bot_of(request, {})
    return await _shown(request, bot, _group(request, bot), "")


async def add_group(request: Request) -> Response:
    """A group somebody has just put the bot in."""
    body = await body_of(request)
    world, bot = world_of(request), bot_of(request, body)
    about = world.add_group(needed(body, "title"))
    bot.chats[about["id"]] = chat = Chat(about, started=True)
    announce_membership(world, bot, chat, ANONYMOUS_ADMIN, "left", "member")
    return reply(about)


async def group_text(request: Request) -> Response:
    body = await body_of(request)
    bot = bot_of(request, body)
    chat = _group(request, bot)
    person = person_of(request, needed(body, "person"))
    message = Actor(world_of(request), bot, person).says(needed(body, "text"), body.get("reply_to"), chat)
    return reply({"message_id": message.id, "version": chat.version})


def _group(request: Request, bot: Bot) -> Chat:
    chat = bot.chats.get(int(number(request.path_params["id"], "the id")))
    if chat is None:
        raise Impossible(404, "there is no such group")
    return chat


async def _shown(request: Request, bot: Bot, chat: Chat, language: str) -> Response:
    after = number(request.query_params.get("after", "-1"), "after")
    wait = number(request.query_params.get("wait", "0"), "wait")
    bot.forget_queries(world_of(request).clock.timestamp())
    await chat.news(world_of(request).waiting, after, min(wait, LONGEST_WAIT))
    return reply(chat_view.show(bot, chat, language))
