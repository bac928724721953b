"""A conversation as it looks on a phone."""

from typing import Any

from simulator.wire import JSON
from simulator.world.bots import Bot
from simulator.world.chats import Chat, Message

KINDS = ("text", "photo", "document", "sticker", "voice", "location", "contact")


def show(bot: Bot, chat: Chat, language: str) -> JSON:
    return {
        "version": chat.version,
        "messages": [show_message(message) for message in chat.messages.values()],
        "commands": bot.profile.commands_in(chat.id, language),
        "menu_button": bot.profile.menu_button(chat.id),
        "notices": list(chat.toasts),
        "spinning": list(chat.spinning),
        "started": chat.started,
        "blocked": chat.blocked,
    }


def show_message(message: Message) -> JSON:
    body = message.body
    return {
        "message_id": body["message_id"],
        "version": message.version,
        "from": "bot" if message.by_bot else "person",
        "name": body["from"]["first_name"],
        "kind": next((kind for kind in KINDS if kind in body), "other"),
        "text": body.get("text", body.get("caption", "")),
        "entities": body.get("entities", body.get("caption_entities", [])),
        "buttons": [[_button(button) for button in row] for row in _rows(body)],
        "date": body["date"],
        "edit_date": body.get("edit_date"),
        "reply_to": body.get("reply_to_message", {}).get("message_id"),
        "force_reply": message.force_reply,
        "photo": _file(body["photo"][-1]) if "photo" in body else None,
        "document": _file(body["document"]) if "document" in body else None,
        "silent": message.silent,
        "protected": body.get("has_protected_content", False),
        "deleted": message.deleted,
    }


def _rows(body: JSON) -> list[list[JSON]]:
    rows: list[list[JSON]] = body.get("reply_markup", {}).get("inline_keyboard", [])
    return rows


def _button(button: JSON) -> JSON:
    shown: JSON = {"label": button["text"]}
    if "callback_data" in button:
        shown["data"] = button["callback_data"]
    if "url" in button:
        shown["url"] = button["url"]
    if "copy_text" in button:
        shown["copies"] = button["copy_text"]["text"]
    return shown


def _file(described: JSON) -> JSON:
    shown: dict[str, Any] = {"file_id": described["file_id"], "url": f"/control/files/{described['file_id']}"}
    return shown | ({"file_name": described["file_name"]} if "file_name" in described else {})
