"""From what a bot sends to what Telegram stores: cleaned, parsed, trimmed, measured."""

import re

from simulator.bot_api.parameters import Parameters
from simulator.errors import bad_request
from simulator.text import found, html_text, utf16
from simulator.wire import JSON

MAX_TEXT, MAX_CAPTION = 4096, 1024
_CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")


def text_of_message(given: Parameters) -> tuple[str, list[JSON]]:
    text, entities = _formatted(given, "text", "entities")
    if not text:
        raise bad_request("message text is empty")
    if len(text) > MAX_TEXT:
        raise bad_request("message is too long")
    return text, entities


def caption_of_media(given: Parameters) -> tuple[str, list[JSON]]:
    caption, entities = _formatted(given, "caption", "caption_entities")
    if len(caption) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return caption, entities


def _formatted(given: Parameters, text_name: str, entities_name: str) -> tuple[str, list[JSON]]:
    text = _CONTROL.sub(" ", given.text(text_name).replace("\r", ""))
    match given.text("parse_mode").lower():
        case "":
            entities = list(given.value(entities_name) or [])
        case "html":
            text, entities = html_text.parse(text)
        case _:
            raise bad_request("unsupported parse_mode")
    text, entities = _trimmed(text, entities)
    return text, found.find(text, entities)


def _trimmed(text: str, entities: list[JSON]) -> tuple[str, list[JSON]]:
    shift = utf16.length(text[: len(text) - len(text.lstrip())])
    plain = text.strip()
    end = utf16.length(plain)
    moved = [_clipped(entity, entity["offset"] - shift, end) for entity in entities]
    return plain, [entity for entity in moved if entity["length"] > 0]


def _clipped(entity: JSON, offset: int, end: int) -> JSON:
    start, stop = max(offset, 0), min(offset + entity["length"], end)
    return entity | {"offset": start, "length": stop - start}
