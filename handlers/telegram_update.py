"""What happened, read out of Telegram's update: the one place where handlers' words meet Telegram's."""

from telegram import CallbackQuery, ChatMemberUpdated, Message, Update

from handlers.happened import File, Happened

#: Telegram's kinds, the more special ones first: an animation is a document as well.
KINDS = ("sticker", "voice", "audio", "video_note", "video", "photo", "animation", "location", "document")


def happened(update: Update) -> Happened:
    """What somebody did in their own chat with the bot."""
    chat, user = update.effective_chat, update.effective_user
    assert user is not None
    address = chat.id if chat else user.id  # a button under a message that Telegram no longer shows
    if update.callback_query:
        return _tapped(update.callback_query, address, user.first_name)
    if update.my_chat_member:
        return Happened(address, user.first_name, is_blocked=_is_blocked(update.my_chat_member))
    message = update.effective_message
    return _sent(message, address, user.first_name) if message else Happened(address, user.first_name)


def _tapped(query: CallbackQuery, address: int, first_name: str) -> Happened:
    tapped = query.message.message_id if query.message else None
    return Happened(address, first_name, button=query.data or "", tapped=tapped)


def _is_blocked(change: ChatMemberUpdated) -> bool:
    return change.new_chat_member.status in ("kicked", "left")


def _sent(message: Message, address: int, first_name: str) -> Happened:
    location, document = message.location, message.document
    return Happened(
        address,
        first_name,
        message.message_id,
        message.text or "",
        message.caption or "",
        next((kind for kind in KINDS if getattr(message, kind)), "other"),
        (location.latitude, location.longitude) if location else None,
        File(document.file_id, document.file_size) if document else None,
    )
