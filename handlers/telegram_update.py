"""What happened, read out of Telegram's update: the one place where handlers' words meet Telegram's."""

from telegram import CallbackQuery, ChatMemberUpdated, Document, Message, Update, User

from handlers.happened import File, Happened
from rules.address import Address

#: Telegram's kinds, the more special ones first: an animation is a document as well.
KINDS = ("sticker", "voice", "audio", "video_note", "video", "photo", "animation", "location", "document")

#: What is in the kind of a file, or at the end of its name, when it is a spreadsheet.
SPREADSHEET_KINDS = ("spreadsheet", "ms-excel")
SPREADSHEET_NAMES = (".xlsx", ".xlsm", ".xls", ".ods")


def happened(update: Update, user: User) -> Happened:
    """What this user did in their own chat with the bot, which has the same number as they have."""
    who = Address(user.id), user.first_name
    if update.callback_query:
        return _tapped(update.callback_query, *who)
    if update.my_chat_member:
        return Happened(*who, is_blocked=_is_blocked(update.my_chat_member))
    message = update.effective_message
    return _sent(message, *who) if message else Happened(*who)


def _tapped(query: CallbackQuery, address: Address, first_name: str) -> Happened:
    tapped = query.message.message_id if query.message else None
    return Happened(address, first_name, button=query.data or "", tapped=tapped)


def _is_blocked(change: ChatMemberUpdated) -> bool:
    return change.new_chat_member.status in ("kicked", "left")


def _is_spreadsheet(document: Document) -> bool:
    # Phones send a kind, or only a name, or the one for anything: whichever says so is believed, and then looked into.
    kind, name = document.mime_type or "", (document.file_name or "").lower()
    return any(sign in kind for sign in SPREADSHEET_KINDS) or name.endswith(SPREADSHEET_NAMES)


def _sent(message: Message, address: Address, first_name: str) -> Happened:
    location, document = message.location, message.document
    return Happened(
        address,
        first_name,
        message.message_id,
        message.text or "",
        message.caption or "",
        next((kind for kind in KINDS if getattr(message, kind)), "other"),
        (location.latitude, location.longitude) if location else None,
        File(document.file_id, document.file_size, _is_spreadsheet(document)) if document else None,
    )
