"""Whoever agreed to a notice that the owner has changed since: until they agree again, nothing is asked of them."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, select, update

from storage.connection import Connection
from storage.tables import consents, memberships, practices


async def mark(connection: Connection, in_force: Mapping[str | None, Collection[str]]) -> int:
    """Compares what people agreed to with what is in force, and returns for how many roles that changed.

    in_force: the editions, one for each language, by the practice's slug; None: in every practice that is not named,
    and for who leads the whole programme. Where there are none, everything stays as it is. An edition that comes into
    force again counts again.
    """
    changed = 0
    for slug, editions in ((slug, editions) for slug, editions in in_force.items() if editions):
        is_outdated = memberships.c.notice_edition.not_in(sorted(editions))
        affected = (
            memberships.c.left_at.is_(None),
            memberships.c.notice_edition.is_not(None),
            memberships.c.is_outdated != is_outdated,
            _of(slug, in_force),
        )
        marked = update(memberships).where(*affected).values(is_outdated=~memberships.c.is_outdated)
        changed += (await connection.execute(marked)).rowcount
    return changed


async def mark_choices(connection: Connection, in_force: Mapping[str, Collection[str]], now: datetime) -> int:
    """The same of what is chosen in `/privacy`, by purpose; how many yeses count no longer."""
    outdated = 0
    for purpose, editions in in_force.items():
        mine = (consents.c.purpose == purpose) & consents.c.given & consents.c.edition.is_not(None)
        is_in_force = consents.c.edition.in_(sorted(editions))
        again = update(consents).where(mine, is_in_force, consents.c.outdated_at.is_not(None))
        await connection.execute(again.values(outdated_at=None))
        gone = update(consents).where(mine, ~is_in_force, consents.c.outdated_at.is_(None))
        outdated += (await connection.execute(gone.values(outdated_at=now))).rowcount
    return outdated


def _of(slug: str | None, in_force: Mapping[str | None, object]) -> ColumnElement[bool]:
    named = select(practices.c.id)
    if slug is not None:
        return memberships.c.practice_id.in_(named.where(practices.c.slug == slug))
    others = named.where(practices.c.slug.not_in([one for one in in_force if one is not None]))
    return memberships.c.practice_id.is_(None) | memberships.c.practice_id.in_(others)
