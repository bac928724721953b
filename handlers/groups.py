"""A group or a channel: said once that the bot works in private chats only. Nothing else is kept of it."""

from datetime import datetime

from telegram import Update

from rules.address import Address
from rules.payloads.notes import PrivateOnly
from storage import outbox
from storage.connection import Connection


async def met(connection: Connection, chat_id: int, update: Update, language: str, now: datetime) -> None:
    """Answers the first message of a group; leaving or being added without a message says nothing."""
    if update.effective_message is None:
        return
    await outbox.add(
        connection,
        PrivateOnly(),
        now=now,
        address=Address(chat_id),
        dedupe_key=f"{PrivateOnly.KIND}:{chat_id}",
        language=language,
    )
