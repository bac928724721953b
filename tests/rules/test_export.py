"""From when on an export takes things along."""

from datetime import UTC, datetime, timedelta

from rules.export import PERIODS, since

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)


def test_a_period_counts_back_from_now() -> None:
    assert since("month", NOW) == NOW - timedelta(days=31)
    assert since("all", NOW) is None
    assert list(PERIODS) == ["month", "quarter", "year", "all"]
