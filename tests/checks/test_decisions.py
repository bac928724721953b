"""Every decision is in the index, with its title, the day it was taken, and whether it still holds."""

import re
from datetime import date

from tests.checks.named_tests import ROOT

DECISIONS = ROOT / "docs" / "decisions"
ROW = re.compile(r"^\| \[(\d+)\]\((\S+)\) \| (.+) \| (\S+) \| (.+) \|$", re.MULTILINE)
STATE = re.compile(r"in force|(?:changed|replaced) by \[(\d+)\]\(\S+\)")
TITLE = re.compile(r"# (\d+)\. (.+)")


def rows() -> list[tuple[str, ...]]:
    return ROW.findall((DECISIONS / "README.md").read_text(encoding="utf-8"))


def test_every_decision_is_in_the_index_by_its_number_and_title() -> None:
    written = [
        (path.name, *TITLE.fullmatch(path.read_text(encoding="utf-8").splitlines()[0]).groups())  # type: ignore[union-attr]
        for path in sorted(DECISIONS.glob("[0-9]*.md"))
    ]
    assert [(file, number, title) for number, file, title, _, _ in rows()] == written
    assert all(file.startswith(f"{int(number):04}-") for file, number, _ in written)


def test_decisions_were_taken_one_after_the_other() -> None:
    days = [date.fromisoformat(day) for *_, day, _ in rows()]
    assert days == sorted(days)


def test_each_says_whether_it_holds() -> None:
    assert [state for *_, state in rows() if not STATE.fullmatch(state)] == []
