"""A group or a channel: said once that the bot works in private chats only. Nothing else is kept of it."""

from datetime import datetime

from rules.address import Address
from storage import outbox
from storage.connection import Connection


async def met(connection: Connection, address: Address, language: str, now: datetime) -> None:
    """Answers the first message of a group."""
    await outbox.add(
        connection,
        outbox.TO_A_GROUP,
        now=now,
        address=address,
        dedupe_key=f"{outbox.TO_A_GROUP}:{address}",
        language=language,
    )
