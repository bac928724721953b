"""What an export may take along: nobody's answer follows from it, also not beside the frozen figures."""

from datetime import UTC, datetime, timedelta
from itertools import product

from rules.export import PERIODS, may_leave, since

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
K = 5


def test_neither_what_is_there_nor_what_is_missing_is_fewer_than_a_group() -> None:
    """Each pair of numbers: by lot, the few that matter are hardly ever drawn."""
    leaving = [(rows, counted) for rows, counted in product(range(31), repeat=2) if may_leave(rows, counted, K)]
    assert [(rows, counted) for rows, counted in leaving if rows < K] == []
    assert [(rows, counted) for rows, counted in leaving if 0 != counted - rows < K] == []
    assert leaving


def test_a_whole_group_leaves_as_it_was_counted() -> None:
    assert may_leave(5, 5, K)
    assert not may_leave(4, 4, K)
    assert not may_leave(5, 6, K)  # one was erased: subtracting would tell what they said
    assert not may_leave(5, 0, K)  # hidden in the figures, hidden here


def test_a_period_counts_back_from_now() -> None:
    assert since("month", NOW) == NOW - timedelta(days=31)
    assert since("all", NOW) is None
    assert list(PERIODS) == ["month", "quarter", "year", "all"]
