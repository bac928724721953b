"""The list of `python -m tests.sabotage` cannot rot: what it takes out is there, and so are the tests it names."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.checks.named_tests import ROOT, exists
from tests.sabotage.copied import ONLY, Ran
from tests.sabotage.protections import Cut, Protection, every
from tests.sabotage.trying import why_unnoticed

PROTECTIONS = every()
each_protection = pytest.mark.parametrize("protection", PROTECTIONS, ids=lambda one: one.name)


@each_protection
def test_what_is_taken_out_stands_there_once_and_leaves_a_file_that_can_be_read(protection: Protection) -> None:
    for file, text in protection.without(ROOT).items():
        assert text != (ROOT / file).read_text(encoding="utf-8")
        ast.parse(text)


def test_what_stands_there_instead_uses_no_name_that_is_not_there(tmp_path: Path) -> None:
    """A program that breaks because of a slip of ours would turn any test red."""
    for number, protection in enumerate(PROTECTIONS):
        for file, text in protection.without(ROOT).items():
            (tmp_path / f"{number}_{file.replace('/', '_')}").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", "--select=F821", "-q", str(tmp_path)]
    checked = subprocess.run(command, capture_output=True, text=True)
    assert (checked.returncode, checked.stdout) == (0, "")


@each_protection
def test_every_test_that_is_to_notice_exists(protection: Protection) -> None:
    assert protection.noticed_by
    assert [test for test in protection.noticed_by if not exists(test)] == []
    assert protection.on in ONLY


def test_no_two_have_one_name() -> None:
    assert len({protection.name for protection in PROTECTIONS}) == len(PROTECTIONS)


def test_a_text_that_is_not_there_or_there_twice_is_told() -> None:
    for text in ("moon", "sun"):
        with pytest.raises(ValueError, match="has this"):
            Cut("sky.py", text).made_in("sun, sun, star")
    assert Cut("sky.py", "star", "dawn").made_in("sun, sun, star") == "sun, sun, dawn"


@pytest.mark.parametrize(
    ("code", "failed", "why"),
    [
        (1, {"a"}, None),
        (1, set(), "it broke before it began"),
        (1, {"b"}, "it broke before it began"),
        (0, set(), "it passes"),
        (2, set(), "pytest ended with 2"),
        (4, set(), "pytest ended with 4"),
        (5, set(), "pytest ended with 5"),
        (None, set(), "it came to no end"),
    ],
)
def test_only_a_test_that_began_and_failed_noticed(code: int | None, failed: set[str], why: str | None) -> None:
    assert why_unnoticed(Ran(code, frozenset(), frozenset(failed), ""), "a") == why
