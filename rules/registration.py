"""Which field of a membership is asked next. The fields still empty are the state."""

from typing import Literal

from rules.access import Membership, Role

Field = Literal["consent", "organisation", "experiments"]

#: The version of the privacy notice that consent is asked for; a new wording of substance is a new version.
NOTICE_VERSION = 1


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
