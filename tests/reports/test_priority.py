"""A process that makes a file steps back, where it may."""

import os

import pytest

from reports.priority import NICER, step_back


def test_it_leaves_the_processor_to_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    stepped: list[int] = []
    monkeypatch.setattr(os, "nice", stepped.append)
    step_back()
    assert stepped == [NICER]


def test_where_it_may_not_it_works_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """As under a supervisor that keeps such calls from it."""

    def refused(_by: int) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "nice", refused)
    step_back()
    monkeypatch.delattr(os, "nice")
    step_back()
