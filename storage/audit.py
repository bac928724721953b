"""Who looked at figures, took them along, or changed what others depend on. Nothing of what they saw."""

from datetime import datetime

from storage.connection import Connection
from storage.tables import audit


async def note(
    connection: Connection,
    action: str,
    person_id: int | None,
    now: datetime,
    practice_id: int | None = None,
    **details: int | str | bool,
) -> None:
    """One line. action: a word such as "export". details: ids, counts and keys; never a text or a name."""
    row = {"at": now, "person_id": person_id, "action": action, "practice_id": practice_id, "details": details or None}
    await connection.execute(audit.insert().values(row))
