"""A group or a channel: said once that the bot works in private chats only. Nothing else is kept of it."""

from datetime import datetime

from rules.address import Address
from rules.payloads.notes import PrivateOnly
from storage import outbox
from storage.connection import Connection


async def met(connection: Connection, address: Address, language: str, now: datetime) -> None:
    """Answers the first message of a group."""
    await outbox.add(
        connection,
        PrivateOnly(),
        now=now,
        address=address,
        dedupe_key=f"{PrivateOnly.KIND}:{address}",
        language=language,
    )
