"""Which field of a membership is asked next, and whose consent is to an older notice. Empty fields are the state."""

from collections.abc import Iterable
from typing import Literal

from rules.access import Membership, Role

Field = Literal["consent", "organisation", "experiments"]

#: The version of the privacy notice that consent is asked for; a new wording of substance is a new version.
NOTICE_VERSION = 2


def open_field(membership: Membership, *, experiments_exist: bool) -> Field | None:
    """The next field to ask; None when the registration is complete.

    experiments_exist: whether the practice has experiments to choose from.
    """
    if membership.consent_version is None:
        return "consent"
    if membership.role is Role.PARTICIPANT:
        if membership.organisation_answered_at is None:
            return "organisation"
        if membership.experiments_answered_at is None and experiments_exist:
            return "experiments"
    return None


def has_agreed(membership: Membership) -> bool:
    """Whether the consent is to the notice as it is now; not when it was taken back."""
    version = membership.consent_version
    return version is not None and version >= NOTICE_VERSION and not membership.is_outdated


def to_renew(memberships: Iterable[Membership]) -> Membership | None:
    """The first registered membership that is to agree to the notice as it is now; None: nothing is asked again."""
    return next((m for m in memberships if m.registered_at and not has_agreed(m)), None)
