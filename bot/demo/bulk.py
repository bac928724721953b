"""Many rows with one statement, where one by one would take many seconds."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Executable

from storage.connection import Connection


async def write_rows(connection: Connection, statement: Executable, rows: Sequence[dict[str, Any]]) -> None:
    """Nothing when there are none: without rows SQLAlchemy would run the statement once, with defaults."""
    if rows:
        await connection.execute(statement, rows)
