"""What Telegram did not take away loses its words instead."""

from datetime import datetime

from delivery.outcome import Impossible, NotEditable, Outcome, Sent
from rules.payloads.leaving import MessageEmptied, MessagesTakenAway
from storage import outbox
from storage.connection import Connection
from storage.outbox import Lane
from storage.sending import Row


async def empty_instead(connection: Connection, row: Row, outcome: Outcome, now: datetime) -> None:
    """Of messages that were to be taken away, and may still be there. Those that are not, nobody can edit."""
    if row.kind != MessagesTakenAway.KIND or not _may_be_there(row, outcome, now):
        return
    address, language = (None, None) if row.person_id else (row.address, row.language)
    for message in row.params["messages"]:
        await outbox.add(
            connection,
            MessageEmptied(),
            now=now,
            person_id=row.person_id,
            address=address,
            language=language,
            lane=Lane.BROADCAST,
            edits=message,
        )


def _may_be_there(row: Row, outcome: Outcome, now: datetime) -> bool:
    """Telegram refused; or it passed over what had become too old, when this waited for long."""
    until: str = row.params.get("until", "")
    is_late = bool(until) and now > datetime.fromisoformat(until)
    return isinstance(outcome, Impossible | NotEditable) or (isinstance(outcome, Sent) and is_late)
