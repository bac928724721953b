"""What people said yes or no to, each text once: a fingerprint alone proves no words."""

from collections.abc import Sequence
from datetime import date, datetime

from msgspec import Struct
from sqlalchemy import func, select

from rules.consent import Words
from storage.connection import Connection
from storage.dialect import insert
from storage.tables import consents, notice_texts


class NoticeText(Struct, frozen=True):
    """A text that was shown, from which day on (UTC). agreed: how many yeses to it are known."""

    fingerprint: str
    notice_version: int
    language: str
    screens: tuple[str, ...]
    since: date
    agreed: int


async def keep(connection: Connection, words: Words, notice_version: int, now: datetime) -> None:
    """Once for each fingerprint; it stays when everybody who read it is erased, for it tells of nobody."""
    row = {
        "fingerprint": words.fingerprint,
        "notice_version": notice_version,
        "language": words.language,
        "screens": list(words.screens),
        "since": now.date(),
    }
    kept = insert(connection, notice_texts).values(row)
    await connection.execute(kept.on_conflict_do_nothing(index_elements=["fingerprint"]))


async def agreed_last(connection: Connection, person_id: int) -> tuple[str, ...]:
    """The screens of the notice that this person said yes to last; () when they are not known."""
    last = (
        select(consents.c.notice_hash)
        .where(consents.c.person_id == person_id, consents.c.purpose == "take_part", consents.c.given)
        .order_by(consents.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    found = await connection.scalar(select(notice_texts.c.screens).where(notice_texts.c.fingerprint == last))
    return tuple(found or ())


async def every(connection: Connection) -> Sequence[NoticeText]:
    """All texts that somebody said yes or no to, the oldest first."""
    yes = (
        select(func.count())
        .select_from(consents)
        .where(consents.c.notice_hash == notice_texts.c.fingerprint, consents.c.given)
        .scalar_subquery()
    )
    found = select(notice_texts, yes.label("agreed")).order_by(notice_texts.c.since, notice_texts.c.fingerprint)
    return [
        NoticeText(row.fingerprint, row.notice_version, row.language, tuple(row.screens), row.since, row.agreed)
        for row in await connection.execute(found)
    ]
