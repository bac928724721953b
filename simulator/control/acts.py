"""What people do. Each answer tells the version of the chat right after, before any bot could react."""

import base64
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from simulator.control.chat_view import show_message
from simulator.control.exchange import actor_of, body_of, needed, reply
from simulator.world import belongings
from simulator.world.acting import Actor, Impossible
from simulator.world.chats import Message


async def start(request: Request) -> Response:
    body = await body_of(request)
    actor = actor_of(request, body)
    return _written(actor, actor.starts(body.get("payload") or ""))


async def text(request: Request) -> Response:
    body = await body_of(request)
    actor = actor_of(request, body)
    reply_to = body["reply_to"] if "reply_to" in body else _asked_to_reply_to(actor)
    return _written(actor, actor.says(needed(body, "text"), reply_to))


async def edit(request: Request) -> Response:
    body = await body_of(request)
    actor = actor_of(request, body)
    return _written(actor, actor.edits(needed(body, "message_id"), needed(body, "text")))


async def forward(request: Request) -> Response:
    body = await body_of(request)
    actor = actor_of(request, body)
    return _written(actor, actor.forwards(needed(body, "text")))


async def media(request: Request) -> Response:
    body = await body_of(request)
    actor = actor_of(request, body)
    kind, own = needed(body, "kind"), _decoded(body.get("content_base64"))
    content = belongings.take(actor.world.files, actor.person, kind, own, body.get("file_name"), body.get("mime_type"))
    if body.get("caption"):
        content["caption"] = body["caption"]
    return _written(actor, actor.sends(content))


async def tap(request: Request) -> Response:
    body = await body_of(request)
    actor = actor_of(request, body)
    query = actor.taps(needed(body, "message_id"), needed(body, "data"))
    return _done(actor, callback_query_id=query.id)


async def block(request: Request) -> Response:
    actor = actor_of(request, await body_of(request))
    actor.blocks()
    return _done(actor)


async def unblock(request: Request) -> Response:
    actor = actor_of(request, await body_of(request))
    actor.unblocks()
    return _done(actor)


async def delete_account(request: Request) -> Response:
    actor = actor_of(request, await body_of(request))
    actor.deletes_account()
    return _done(actor)


def _asked_to_reply_to(actor: Actor) -> int | None:
    """A phone that was asked for a reply makes the next text one, unless told otherwise."""
    newest = actor.chat.newest()
    return newest.id if newest and newest.force_reply else None


def _decoded(content: str | None) -> bytes | None:
    try:
        return None if content is None else base64.b64decode(content, validate=True)
    except ValueError:
        raise Impossible(400, "content_base64 is not base64") from None


def _written(actor: Actor, message: Message) -> Response:
    return _done(actor, message_id=message.id, message=show_message(message))


def _done(actor: Actor, **more: Any) -> Response:
    return reply({"version": actor.chat.version, **more})
