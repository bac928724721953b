"""What happened, read out of Telegram's update: the one place where handlers' words meet Telegram's."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from telegram import Bot, ChatMemberUpdated, Document, Message, Update, User

from handlers.happened import SERVICE, File, Happened
from rules.address import Address

#: Telegram's kinds, the more special ones first: an animation is a document as well.
KINDS = ("sticker", "voice", "audio", "video_note", "video", "photo", "animation", "location", "document")
#: What else people send. Anything that is neither these nor text is Telegram's own: a pin, a timer, a wallpaper.
OTHERS = ("contact", "poll", "venue", "dice", "game", "story", "paid_media", "invoice", "checklist")

#: What is in the kind of a file, or at the end of its name, when it is a spreadsheet.
SPREADSHEET_KINDS = ("spreadsheet", "ms-excel")
SPREADSHEET_NAMES = (".xlsx", ".xlsm", ".xls", ".ods")


class Arrived(Struct, frozen=True):
    """An update, as far as it is for us.

    what: what a person did in their own chat with the bot, which has the same number as they have. language_code: of
    their phone. query_id: of a tap. update: of anything else, for the library to find out who handles it.
    group: where a group or a channel said something.
    """

    what: Happened | None = None
    language_code: str | None = None
    query_id: str | None = None
    update: Update | None = None
    group: Address | None = None


def read(update: dict[str, Any], bot: Bot) -> Arrived:
    """An update as Telegram tells it. Of nonsense it raises whatever nonsense makes a reader raise."""
    tap = update.get("callback_query")
    return _tapped(tap) if tap else _anything_else(Update.de_json(update, bot))


def _tapped(tap: Mapping[str, Any]) -> Arrived:
    """Without the library, which makes two hundred fields of it, and asks thirty handlers whether it is theirs."""
    user, message = tap["from"], tap.get("message")
    if message and message["chat"]["type"] != "private":
        return Arrived(group=Address(message["chat"]["id"]))
    if user["is_bot"]:
        return Arrived()
    tapped = message["message_id"] if message else None
    what = Happened(Address(user["id"]), user["first_name"], button=tap.get("data") or "", tapped=tapped)
    return Arrived(what, user.get("language_code"), query_id=tap["id"])


def _anything_else(update: Update) -> Arrived:
    chat, user = update.effective_chat, update.effective_user
    if chat is not None and chat.type != "private":
        return Arrived(group=Address(chat.id) if update.effective_message else None)
    if user is None or user.is_bot:
        return Arrived()
    return Arrived(_happened(update, user), user.language_code, update=update)


def _happened(update: Update, user: User) -> Happened:
    who = Address(user.id), user.first_name
    if update.my_chat_member:
        return Happened(*who, is_blocked=_is_blocked(update.my_chat_member))
    message = update.effective_message
    return _sent(message, *who) if message else Happened(*who)


def _is_blocked(change: ChatMemberUpdated) -> bool:
    return change.new_chat_member.status in ("kicked", "left")


def _is_spreadsheet(document: Document) -> bool:
    # Phones send a kind, or only a name, or the one for anything: whichever says so is believed, and then looked into.
    kind, name = document.mime_type or "", (document.file_name or "").lower()
    return any(sign in kind for sign in SPREADSHEET_KINDS) or name.endswith(SPREADSHEET_NAMES)


def _kind(message: Message) -> str:
    found = next((kind for kind in (*KINDS, *OTHERS) if getattr(message, kind, None)), None)
    if found in KINDS:
        return found
    return "other" if found or message.text is not None else SERVICE


def _sent(message: Message, address: Address, first_name: str) -> Happened:
    location, document = message.location, message.document
    return Happened(
        address,
        first_name,
        message.message_id,
        message.text or "",
        message.caption or "",
        _kind(message),
        (location.latitude, location.longitude) if location else None,
        File(document.file_id, document.file_size, _is_spreadsheet(document)) if document else None,
    )
