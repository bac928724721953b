"""reply_markup: what of it Telegram takes, and what it refuses."""

from typing import Any, NamedTuple
from urllib.parse import urlsplit

from simulator.errors import bad_request
from simulator.wire import JSON

MAX_DATA_BYTES = 64
MAX_BUTTONS = 100
MAX_COPIED = 256
TEXT_BUTTON = "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)


class Markup(NamedTuple):
    inline: JSON | None = None
    force_reply: JSON | None = None


def read(value: Any) -> Markup:
    """Reply keyboards are taken and not shown."""
    if value is None:
        return Markup()
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in value:
        return Markup(inline=_inline(value["inline_keyboard"]))
    if value.get("force_reply"):
        return Markup(force_reply={"placeholder": value.get("input_field_placeholder")})
    return Markup()


def _inline(rows: Any) -> JSON | None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('can\'t parse inline keyboard: Field "inline_keyboard" must be an Array of Arrays')
    kept = [[_button(button) for button in row] for row in rows if row]
    if sum(len(row) for row in kept) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": kept} if kept else None


def _button(button: JSON) -> JSON:
    if not button.get("text", "").strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    if not any(action in button for action in ACTIONS):
        raise bad_request(TEXT_BUTTON)
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= MAX_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if "copy_text" in button and not 1 <= len(button["copy_text"].get("text", "")) <= MAX_COPIED:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if "url" in button and not _is_link(button["url"]):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    return {key: value for key, value in button.items() if value is not None}


def _is_link(url: str) -> bool:
    scheme = urlsplit(url).scheme
    return scheme == "tg" or (scheme in ("http", "https", "") and "." in url)
