"""People as the registration leaves them, many at once: for the demo, for tests and for measurements."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from secrets import randbits
from typing import Any

from msgspec import Struct, field
from sqlalchemy import BigInteger, bindparam, insert, select

from bot.demo.bulk import write_rows
from rules.access import Role
from rules.consent import Purpose
from rules.registration import NOTICE_VERSION
from storage import practices
from storage.connection import Connection
from storage.tables import consents, experiment_members, memberships, people


class PersonPlan(Struct, frozen=True):
    """Somebody who is registered, in each of these roles. A manager's is the programme's, the others' the practice's.

    id: random, as the bot's own are, unless it is given. experiments: what a participant works on, by id.
    """

    telegram_id: int
    roles: Sequence[Role]
    practice_id: int | None
    id: int = field(default_factory=lambda: randbits(62))
    language: str = "nl"
    organisation: str | None = None
    experiments: Sequence[int] = ()
    consents: Mapping[Purpose, bool] = field(default_factory=dict)
    is_test: bool = False


async def settle(connection: Connection, plans: Sequence[PersonPlan], now: datetime) -> list[int]:
    """Leaves the database as if they had all registered at that moment; the ids of the people, in order."""
    joined = [_membership(plan, role, now) for plan in plans for role in plan.roles]
    chosen = [{"person": plan.id, "experiment": one} for plan in plans for one in plan.experiments]
    await write_rows(connection, insert(people), [_person(plan, now) for plan in plans])
    await write_rows(connection, insert(memberships), joined)
    await write_rows(connection, insert(consents), [row for plan in plans for row in _consents(plan, now)])
    await write_rows(connection, _WORKS_ON, chosen)
    return [plan.id for plan in plans]


async def practice_id(connection: Connection, slug: str) -> int:
    """The id of a practice that is there."""
    found = await practices.by_slug(connection, slug)
    assert found is not None, slug
    return found.id


_AS_PARTICIPANT = select(bindparam("experiment", type_=BigInteger), memberships.c.id).where(
    memberships.c.person_id == bindparam("person"), memberships.c.role == Role.PARTICIPANT.value
)
_WORKS_ON = insert(experiment_members).from_select(["experiment_id", "membership_id"], _AS_PARTICIPANT)


def _person(plan: PersonPlan, now: datetime) -> dict[str, Any]:
    return {
        "id": plan.id,
        "address": plan.telegram_id,
        "language": plan.language,
        "created_at": now,
        "is_test": plan.is_test,
    }


def _membership(plan: PersonPlan, role: Role, now: datetime) -> dict[str, Any]:
    participates = role is Role.PARTICIPANT
    return {
        "person_id": plan.id,
        "practice_id": None if role is Role.MANAGER else plan.practice_id,
        "role": role.value,
        "consent_version": NOTICE_VERSION,
        "consented_at": now,
        "organisation": plan.organisation if participates else None,
        "organisation_answered_at": now if participates else None,
        "experiments_answered_at": now if participates else None,
        "registered_at": now,
        "created_at": now,
    }


def _consents(plan: PersonPlan, now: datetime) -> list[dict[str, Any]]:
    shown = {"notice_version": NOTICE_VERSION, "notice_hash": "", "at": now}
    return [{"person_id": plan.id, "purpose": one, "given": given} | shown for one, given in plan.consents.items()]
