"""Each payload's renderer, which registers itself where it stands, and is asked here."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from delivery.rendering.context import Rendered, RenderingContext
from delivery.rendering.leading import is_withheld, with_current_practice
from rules.payloads.payload import PAYLOADS, Payload
from storage.outbox import Lane
from texts.fixed_messages import FIXED, Text
from texts.message import Message
from texts.messages import help as help_texts

P = TypeVar("P", bound=Payload)
R = TypeVar("R", bound=Rendered)
#: Puts one sort of payload into words. None: there is nothing to say any more, the row is cancelled.
Renderer = Callable[[RenderingContext, P], Awaitable[R]]

RENDERERS: dict[type[Payload], Renderer[Any, Rendered]] = {}


def renders(payload: type[P]) -> Callable[[Renderer[P, R]], Renderer[P, R]]:
    """Registers the function under it as the one renderer of this payload."""

    def registered(renderer: Renderer[P, R]) -> Renderer[P, R]:
        if payload in RENDERERS:
            raise ValueError(f"{payload.__name__} has a renderer")
        RENDERERS[payload] = renderer
        return renderer

    return registered


def add_fixed_messages() -> None:
    """What needs nothing but a language is rendered by its own text."""
    for payload, text in FIXED.items():
        renders(payload)(_always(text))


def _always(text: Text) -> Renderer[Payload, Message]:
    async def say(context: RenderingContext, _payload: Payload) -> Message:
        return text(context.t)

    return say


def check_complete() -> None:
    """LookupError when some payload could not be put into words."""
    if mute := [payload.__name__ for payload in PAYLOADS.values() if payload not in RENDERERS]:
        raise LookupError(f"nothing renders {', '.join(mute)}")


async def render(context: RenderingContext, payload: Payload) -> Rendered:
    """What this payload says now, to whom the table of outputs lets it be said."""
    if await is_withheld(context, payload):
        return help_texts.refused(context.t) if context.row.lane == Lane.INTERACTIVE else None
    return await with_current_practice(context, payload, await RENDERERS[type(payload)](context, payload))
