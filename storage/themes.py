"""The core theme of a practice."""

from collections.abc import Iterable

from sqlalchemy import select, update

from storage.connection import Connection
from storage.tables import practices


async def get(connection: Connection, practice_id: int) -> str | None:
    """The theme of a practice; None until somebody chose one."""
    found: str | None = await connection.scalar(select(practices.c.core_theme).where(practices.c.id == practice_id))
    return found


async def of_all(connection: Connection, practice_ids: Iterable[int]) -> dict[int, str | None]:
    """The themes of these practices, by practice."""
    found = select(practices.c.id, practices.c.core_theme).where(practices.c.id.in_(list(practice_ids)))
    return {row[0]: row[1] for row in await connection.execute(found)}


async def choose(connection: Connection, practice_id: int, theme: str) -> None:
    """The first theme of a practice. Another one comes in its place by `rewordings`."""
    await connection.execute(update(practices).where(practices.c.id == practice_id).values(core_theme=theme))
