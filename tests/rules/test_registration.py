"""What a registration still asks follows from the fields that are empty, in a fixed order."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rules.access import Membership, Role
from rules.invitation import is_single_use
from rules.registration import NOTICE_VERSION, Field, open_field

THEN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def begun(role: Role) -> Membership:
    return Membership(1, 11, role, None, None, None, None)


def filled_in(membership: Membership, field: Field) -> Membership:
    if field == "consent":
        return replace(membership, consent_version=NOTICE_VERSION)
    if field == "organisation":
        return replace(membership, organisation_answered_at=THEN)
    return replace(membership, experiments_answered_at=THEN)


def asked_of(membership: Membership, *, experiments_exist: bool) -> list[Field]:
    """Every field asked from here to the end."""
    asked: list[Field] = []
    while field := open_field(membership, experiments_exist=experiments_exist):
        assert field not in asked
        asked.append(field)
        membership = filled_in(membership, field)
    return asked


@pytest.mark.parametrize("role", [Role.CAREGIVER, Role.COORDINATOR, Role.MANAGER])
def test_most_people_only_consent(role: Role) -> None:
    assert asked_of(begun(role), experiments_exist=True) == ["consent"]


def test_a_participant_is_asked_for_the_organisation_and_the_experiments() -> None:
    assert asked_of(begun(Role.PARTICIPANT), experiments_exist=True) == ["consent", "organisation", "experiments"]


def test_where_there_are_no_experiments_none_are_asked() -> None:
    assert asked_of(begun(Role.PARTICIPANT), experiments_exist=False) == ["consent", "organisation"]


memberships = st.builds(
    Membership,
    id=st.just(1),
    practice_id=st.just(11),
    role=st.sampled_from(Role),
    consent_version=st.none() | st.just(NOTICE_VERSION),
    organisation_answered_at=st.none() | st.just(THEN),
    experiments_answered_at=st.none() | st.just(THEN),
    registered_at=st.none(),
)


@settings(deadline=None)
@given(memberships, st.booleans())
def test_wherever_it_was_left_it_ends_and_nothing_is_asked_before_consent(
    membership: Membership, experiments_exist: bool
) -> None:
    asked = asked_of(membership, experiments_exist=experiments_exist)
    assert ("consent" in asked) == (membership.consent_version is None)
    assert asked == sorted(asked, key=["consent", "organisation", "experiments"].index)


def test_only_leading_roles_are_given_once() -> None:
    assert {role for role in Role if is_single_use(role)} == {Role.COORDINATOR, Role.MANAGER}
