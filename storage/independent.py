"""Who makes a group: people who answered for themselves, and know no more of it than their own answer."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, exists, or_

from rules.access import Role
from storage.tables import check_ins, memberships, people, proxies, rounds

#: Whoever ever led the practice: who hands the role over for a while would count as one of those they look at.
_COORDINATES = and_(memberships.c.role == Role.COORDINATOR.value, memberships.c.practice_id == rounds.c.practice_id)
#: Not who only opened an invitation to lead: by one, a leader could take anybody they like out of the figures.
_LEADS = exists().where(
    memberships.c.person_id == check_ins.c.person_id,
    memberships.c.registered_at.is_not(None),
    or_(_COORDINATES, memberships.c.role == Role.MANAGER.value),
)
_FILLS_IN = exists().where(proxies.c.person_id == check_ins.c.person_id, proxies.c.practice_id == rounds.c.practice_id)


def independent() -> Sequence[ColumnElement[bool]]:
    """Of `check_ins` beside its `rounds`: for oneself, by who neither leads the practice nor fills in for others."""
    return [check_ins.c.proxy_id.is_(None), ~_LEADS, ~_FILLS_IN]


def takes_part(role: ColumnElement[str]) -> ColumnElement[bool]:
    """Of `check_ins` beside its `rounds` and `people`: in this role, in this practice, and has not stopped since."""
    still = exists().where(
        memberships.c.person_id == check_ins.c.person_id,
        memberships.c.practice_id == rounds.c.practice_id,
        memberships.c.role == role,
        memberships.c.left_at.is_(None),
        memberships.c.consent_version.is_not(None),
    )
    return still & people.c.stopped_at.is_(None)
