"""Updates as Telegram sends them, for those who need no phone."""

from typing import Any

ANNEKE, BRAM = 8_123_456_789, 8_123_456_790  # beyond 32 bits, as Telegram's ids are


def message(update_id: int, who: int, text: str = "/hulp", chat: dict[str, Any] | None = None) -> dict[str, Any]:
    chat = chat or {"id": who, "type": "private"}
    sender = {"id": who, "is_bot": False, "first_name": "Anneke", "language_code": "nl"}
    content = {"message_id": update_id, "date": 0, "chat": chat, "from": sender, "text": text}
    if text.startswith("/"):
        content["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
    return {"update_id": update_id, "message": content}


def tap(update_id: int, who: int, data: str, on: int = 1) -> dict[str, Any]:
    sent = message(update_id, who)["message"]
    query = {"id": str(update_id), "from": sent["from"], "chat_instance": "1", "data": data}
    return {"update_id": update_id, "callback_query": query | {"message": sent | {"message_id": on}}}
