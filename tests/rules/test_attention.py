"""What in a practice asks for a manager's attention."""

from datetime import UTC, datetime, timedelta

import pytest

from rules.attention import Need, Situation, is_falling, needs
from rules.summary import Response

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
TWO_WEEKS = timedelta(weeks=2)


def situation(**changes: object) -> Situation:
    """All is well."""
    well: dict[str, object] = {"has_coordinator": True, "quiet_since": NOW - TWO_WEEKS, "every": TWO_WEEKS}
    return Situation(**well | changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"has_coordinator": False}, ["coordinator"]),
        ({"quiet_since": NOW - timedelta(weeks=6)}, []),
        ({"quiet_since": NOW - timedelta(weeks=6, minutes=1)}, ["round"]),
        ({"quiet_since": NOW - timedelta(weeks=7), "every": timedelta(weeks=4)}, []),
        ({"responses": [Response(18, 20), Response(6, 20)]}, ["response"]),
        ({"contact_waits": True, "has_unused_invitations": True}, ["contact", "invitations"]),
    ],
)
def test_what_asks_for_attention(changes: dict[str, object], found: list[Need]) -> None:
    assert needs(situation(**changes), NOW) == found


@pytest.mark.parametrize(
    ("responses", "falls"),
    [
        ([], False),
        ([Response(20, 20)], False),
        ([Response(4, 4), Response(2, 4)], False),  # may well be chance
        ([Response(16, 20), Response(14, 20)], False),
        ([Response(18, 20), Response(3, 20), Response(17, 20)], False),  # it came back
        ([Response(6, 20), Response(18, 20)], False),
        ([Response(0, 0), Response(0, 20)], False),
        ([Response(18, 20), Response(0, 0)], False),
        ([Response(18, 20), Response(15, 20), Response(8, 20)], True),
    ],
)
def test_a_response_falls_when_it_is_more_than_chance(responses: list[Response], falls: bool) -> None:
    assert is_falling(responses) is falls
