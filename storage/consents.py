"""Consents given and taken back, with what was shown. Nothing is changed here, only added: the newest row counts."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from sqlalchemy import ColumnElement, ScalarSelect, func, select, update

from rules import registration
from rules.consent import Purpose, Words
from rules.remarks import Audience
from storage import memberships as known_memberships
from storage import notice_texts, released_texts
from storage.connection import Connection
from storage.tables import answers, check_ins, consents, memberships, publications


class Consent(Struct, frozen=True):
    """What somebody chose last for a purpose, under which version of the notice. `at` is aware UTC.

    is_outdated: it was a yes to other words than the owner has now.
    """

    given: bool
    notice_version: int
    at: datetime
    is_outdated: bool


async def choose(
    connection: Connection, person_id: int, purpose: Purpose, given: bool, words: Words, now: datetime
) -> None:
    """Writes down a yes or a no to these words; with a no, the texts that it was about are let go no longer."""
    row = {"person_id": person_id, "purpose": purpose, "given": given, "at": now}
    shown = {
        "notice_version": registration.NOTICE_VERSION,
        "notice_hash": words.fingerprint,
        "edition": words.edition,
    }
    await notice_texts.keep(connection, words, registration.NOTICE_VERSION, now)
    await connection.execute(consents.insert().values(row | shown))
    if not given:
        await released_texts.take_back(connection, person_id, purpose)


async def agree(connection: Connection, person_id: int, membership_id: int, words: Words, now: datetime) -> None:
    """The person takes part in this role, knowing the notice as it is now."""
    await known_memberships.consent(connection, membership_id, registration.NOTICE_VERSION, words.edition, now)
    await choose(connection, person_id, "take_part", True, words, now)


async def take_back(connection: Connection, person_id: int, words: Words, now: datetime) -> None:
    """The person does not take part any more, in any role: nothing is asked before they agree again."""
    await _agrees_no_longer(connection, person_id)
    await choose(connection, person_id, "take_part", False, words, now)


async def _agrees_no_longer(connection: Connection, person_id: int) -> None:
    mine = (memberships.c.person_id == person_id) & memberships.c.left_at.is_(None)
    await connection.execute(update(memberships).where(mine).values(consent_version=None, consented_at=None))


async def take_back_again(connection: Connection, person_id: int, purpose: Purpose, now: datetime) -> None:
    """What was taken back since this database was made: a no, to the words that the yes in it was to."""
    last = select(consents.c.notice_version, consents.c.notice_hash).where(
        consents.c.person_id == person_id, consents.c.purpose == purpose
    )
    shown = (await connection.execute(last.order_by(consents.c.id.desc()).limit(1))).first()
    row = {"person_id": person_id, "purpose": purpose, "given": False, "at": now}
    words = dict(shown._mapping) if shown else {"notice_version": registration.NOTICE_VERSION, "notice_hash": ""}
    await connection.execute(consents.insert().values(row | words))
    await released_texts.take_back(connection, person_id, purpose)
    if purpose == "take_part":
        await _agrees_no_longer(connection, person_id)


async def newest(connection: Connection, person_id: int) -> dict[str, Consent]:
    """By purpose what counts now; a purpose about which nothing was ever chosen is left out."""
    last = select(func.max(consents.c.id)).where(consents.c.person_id == person_id).group_by(consents.c.purpose)
    is_outdated = consents.c.given & consents.c.outdated_at.is_not(None)
    found = select(consents.c.purpose, consents.c.given, consents.c.notice_version, consents.c.at, is_outdated)
    rows = await connection.execute(found.where(consents.c.id.in_(last)))
    return {purpose: Consent(*chosen) for purpose, *chosen in rows}


def is_current() -> ColumnElement[bool]:
    """Of `memberships`: agreed to the notice as it is now."""
    return (func.coalesce(memberships.c.consent_version, 0) >= registration.NOTICE_VERSION) & ~memberships.c.is_outdated


def may_be_read(audience: Audience) -> Sequence[ColumnElement[bool]]:
    """Of `answers` and `check_ins`: what who filled it in chose in `/privacy` for all their texts, or for this one."""
    read, passed_on = _chosen_last("texts").is_distinct_from(False), _chosen_last("research").is_distinct_from(False)
    return [read, passed_on, _may_be_published()] if audience == "file" else [read]


def _may_be_published() -> ColumnElement[bool]:
    """Of `answers`: the writer said yes to exactly this text."""
    newest = select(publications.c.given).where(publications.c.answer_id == answers.c.id)
    return newest.order_by(publications.c.id.desc()).limit(1).scalar_subquery().is_(True)


def _chosen_last(purpose: Purpose) -> ScalarSelect[bool]:
    mine = (consents.c.person_id == check_ins.c.person_id) & (consents.c.purpose == purpose)
    return select(consents.c.given).where(mine).order_by(consents.c.id.desc()).limit(1).scalar_subquery()
