"""The core theme of a practice, and what it was before the last change."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import null, select, update

from storage.connection import Connection
from storage.tables import practices


@dataclass(frozen=True, slots=True)
class Theme:
    """now: None until somebody chose one. before: None when there is nothing to go back to."""

    now: str | None
    before: str | None


async def get(connection: Connection, practice_id: int) -> Theme:
    """The theme of a practice. NoResultFound when there is no such practice."""
    found = select(practices.c.core_theme, practices.c.core_theme_before).where(practices.c.id == practice_id)
    return Theme(*(await connection.execute(found)).one())


async def of_all(connection: Connection, practice_ids: Iterable[int]) -> dict[int, str | None]:
    """The themes of these practices, by practice."""
    found = select(practices.c.id, practices.c.core_theme).where(practices.c.id.in_(list(practice_ids)))
    return {row[0]: row[1] for row in await connection.execute(found)}


async def change(connection: Connection, practice_id: int, theme: str) -> bool:
    """Whether this is another theme than the practice had."""
    other = practices.c.core_theme.is_distinct_from(theme)
    changed = update(practices).where(practices.c.id == practice_id, other)
    kept = changed.values(core_theme=theme, core_theme_before=practices.c.core_theme)
    return (await connection.execute(kept)).rowcount > 0


async def restore(connection: Connection, practice_id: int) -> bool:
    """Back to the theme of before the last change, once; False when there is none."""
    some = practices.c.core_theme_before.is_not(None)
    back = update(practices).where(practices.c.id == practice_id, some)
    values = back.values(core_theme=practices.c.core_theme_before, core_theme_before=null())
    return (await connection.execute(values)).rowcount > 0
