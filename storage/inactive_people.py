"""Who is gone: for so long that nothing of them is kept any more."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, and_, exists, func, or_, select

from rules.keeping import Keeping
from storage.tables import consents, memberships, people


def is_inactive(keeping: Keeping, now: datetime) -> ColumnElement[bool]:
    """Of `people`: stopped, unreachable, or without a part in anything, for longer than the term;
    or with a yes taken back, for longer than that one.

    Unreachable only when that was confirmed on another day.
    """
    until = keeping.accounts_until(now)
    stranger = ~_has(memberships.c.person_id) & (people.c.created_at <= keeping.strangers_until(now))
    gone = and_(people.c.unreachable_at <= until, people.c.gone_confirmed_at.is_not(None))
    withdrew = _withdrew_before(keeping.withdrawn_until(now))
    return or_(people.c.stopped_at <= until, gone, stranger, withdrew, _took_part_before(until))


def _withdrew_before(until: datetime) -> ColumnElement[bool]:
    """Whose last word about taking part was a no, so long ago."""
    told = consents.alias()
    newest = select(func.max(told.c.id)).where(told.c.purpose == "take_part").group_by(told.c.person_id)
    no = consents.c.given.is_(False) & (consents.c.at <= until)
    return _has(consents.c.person_id, no, consents.c.id.in_(newest))


def _took_part_before(until: datetime) -> ColumnElement[bool]:
    """Takes part in nothing, and did nothing about that since."""
    takes_part = memberships.c.left_at.is_(None) & memberships.c.consent_version.is_not(None)
    lately = (
        _has(memberships.c.person_id, memberships.c.created_at > until),
        _has(memberships.c.person_id, memberships.c.left_at > until),
        _has(consents.c.person_id, consents.c.at > until),
    )
    return ~or_(_has(memberships.c.person_id, takes_part), *lately) & (people.c.created_at <= until)


def _has(person_id: Column[Any], *which: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(person_id == people.c.id, *which)
