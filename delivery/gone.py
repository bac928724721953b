"""Everything with which Telegram says that somebody cannot be written to, whatever the status it says it with."""

#: Part of Telegram's words, in small letters, and what they mean in ours.
GONE = {
    "bot was blocked by the user": "blocked",
    "user_is_blocked": "blocked",
    "you_blocked_user": "blocked",
    "user is deactivated": "deactivated",
    "user_deactivated": "deactivated",
    "input_user_deactivated": "deactivated",
    "user_is_deleted": "deactivated",
    "chat not found": "not found",
    "user not found": "not found",
    "peer_id_invalid": "not found",
    "user_id_invalid": "not found",
    "chat_id_invalid": "not found",
    "chat_id is empty": "not found",
    "can't initiate conversation": "never started",
    "user_privacy_restricted": "closed",
    "chat_write_forbidden": "closed",
    "have no rights to send a message": "closed",
    "not enough rights to send": "closed",
    "chat_restricted": "closed",
    "chat_send_plain_forbidden": "closed",
    "can't send messages to bots": "a bot",
    "user_is_bot": "a bot",
    "bot was kicked": "left the group",
    "bot is not a member": "left the group",
    "group chat was deactivated": "left the group",
    "group chat was upgraded": "left the group",
}
#: A 403 with words of its own: nobody knows better than that it was refused.
REFUSED = "refused"

#: Of a file or a picture.
NO_TEXT = "there is no text in the message to edit"
#: With which Telegram says that a message cannot be edited, so that the same is to be said anew.
NOT_EDITABLE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "message identifier is not specified",
    "message_edit_time_expired",
    "message_author_required",
    NO_TEXT,
    "message_not_found",
)


def reason(words: str, *, is_forbidden: bool) -> str | None:
    """Why somebody cannot be written to; None when that is not what Telegram says."""
    said = words.lower()
    known = next((meaning for part, meaning in GONE.items() if part in said), None)
    return known or (REFUSED if is_forbidden else None)


def has_no_text(words: str) -> bool:
    """Whether the message to edit is there, and is a file or a picture."""
    return NO_TEXT in words.lower()


def cannot_be_edited(words: str) -> bool:
    """Whether the message is no longer there to be edited, or too old."""
    return any(part in words.lower() for part in NOT_EDITABLE)
