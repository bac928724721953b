"""The list of `python -m tests.mutation` cannot rot: what it changes is there, and so are the tests it names."""

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.checks.named_tests import ROOT, exists, marks
from tests.mutation.mutations import Change, Mutation, every
from tests.mutation.sandbox import ONLY, Ran
from tests.mutation.verdicts import why_survived


def test_every_change_fits_exactly_once_and_uses_no_name_that_is_not_there(tmp_path: Path) -> None:
    """A program that breaks because of a slip of ours would turn any test red."""
    assert [misfit for one in every() for misfit in _misfits(one, tmp_path)] == []
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", "--select=F821", "-q", str(tmp_path)]
    checked = subprocess.run(command, capture_output=True, text=True)
    assert (checked.returncode, checked.stdout) == (0, "")


def _misfits(mutation: Mutation, folder: Path) -> list[str]:
    """Why it does not fit, if so; else what is in the files then is written down in the folder."""
    try:
        mutant = mutation.made_in(ROOT)
    except ValueError as error:
        return [str(error)]
    for file, text in mutant.items():
        name = f"{mutation.area}: {mutation.name}, {file}".replace("/", "_")
        (folder / name).write_text(text, encoding="utf-8")
    return [f"{mutation.name}: no change" for file, text in mutant.items() if text == _plain((ROOT / file).read_text())]


def test_every_test_that_is_to_notice_exists() -> None:
    assert [(one.name, test) for one in every() for test in one.noticed_by if not exists(test)] == []
    assert [one.name for one in every() if not one.noticed_by or one.on not in ONLY] == []


@pytest.mark.parametrize("on", sorted(ONLY))
def test_every_test_that_is_to_notice_runs_on_its_database(on: str) -> None:
    """One that does not is not among those that ran: no mutation is made at all."""
    others = {f"on_{other}" for other in ONLY if other != on}
    named = [(one.name, test) for one in every() if one.on == on for test in one.noticed_by]
    assert [(name, test) for name, test in named if marks(test) & others] == []


def test_no_two_have_one_name() -> None:
    assert [name for name, count in Counter(one.name for one in every()).items() if count > 1] == []


SKY = """
STARS = 7
NIGHT = {"moon": "full", "stars": STARS}

class Sky:
    def count(self):
        return STARS + 2

    async def look(self, sun, moon):
        if sun.is_up and not sun.hidden:
            return "day"
        elif moon.is_up:
            self.note("moon", seen=True)
            await self.wait(moon.light())
        dark = [star for star in NIGHT if star.shines]
        return sorted((sun, *dark), key=len)
"""


@pytest.mark.parametrize(
    ("symbol", "operator", "words", "instead", "old", "new"),
    [
        ("STARS", "whole", "", "8", "STARS = 7", "STARS = 8"),
        ("Sky.count", "whole", "", "len(NIGHT)", "STARS + 2", "len(NIGHT)"),
        ("NIGHT", "value", "moon", "'new'", '"full"', '"new"'),
        ("Sky.look", "value", "dark", "[]", "[star for star in NIGHT if star.shines]", "[]"),
        ("Sky.look", "statement", "note", "", 'self.note("moon", seen=True)', ""),
        ("Sky.look", "statement", "day", "", 'return "day"', "pass"),
        (
            "Sky.look",
            "statement",
            "NIGHT",
            "dark = []; del dark",
            "dark = [star for star in NIGHT if star.shines]",
            "dark = []; del dark",
        ),
        ("Sky.look", "branch", "moon", "True", "moon.is_up:", "True:"),
        (
            "Sky.look",
            "branch",
            "hidden",
            "",
            'if sun.is_up and not sun.hidden:\n            return "day"\n        el',
            "",
        ),
        ("Sky.look", "operand", "hidden", "", " and not sun.hidden", ""),
        ("Sky.count", "operand", "STARS", "", "STARS + 2", "2"),
        ("Sky.look", "operand", "sun hidden", "sun.low", "not sun.hidden", "sun.low"),
        ("Sky.look", "operand", "shines", "", " if star.shines", ""),
        ("Sky.look", "argument", "seen", "", ", seen=True", ""),
        ("Sky.look", "argument", "seen", "False", "seen=True", "seen=False"),
        ("Sky.look", "element", "sun", "", "sun, *dark", "*dark,"),
        ("Sky.look", "call", "wait", "", "await self.wait(moon.light())", "moon.light()"),
        ("Sky.look", "call", "light", "", "moon.light()", "moon"),
        ("Sky.look", "call", "wait", "sun", "await self.wait(moon.light())", "sun"),
        ("Sky.look", "name", "len", "max", "key=len", "key=max"),
    ],
)
def test_what_an_operator_changes(symbol: str, operator: str, words: str, instead: str, old: str, new: str) -> None:
    assert SKY.count(old) == 1
    assert Change("sky.py", symbol, operator, words, instead).made_in(SKY) == _plain(SKY.replace(old, new))


@pytest.mark.parametrize(
    ("symbol", "operator", "words", "instead", "why"),
    [
        ("Sky.see", "statement", "sun", "", "Sky.see is there 0 times"),
        ("Sky.look", "call", "rain", "", "0 parts have these words"),
        ("Sky.look", "statement", "sun moon", "", "0 parts have these words"),
        ("Sky.look", "branch", "is_up", "", "2 parts have these words"),
        ("Sky.look", "value", "dark", "", "has to stand there instead"),
        ("Sky.look", "guess", "sun", "", "guess"),
        ("Sky.look", "name", "len", "len(", "was never closed"),
    ],
)
def test_a_change_that_does_not_fit_exactly_once_is_told(
    symbol: str, operator: str, words: str, instead: str, why: str, tmp_path: Path
) -> None:
    (tmp_path / "sky.py").write_text(SKY)
    with pytest.raises(ValueError, match=f"^dark: .*{why}"):
        Mutation("sky", "dark", (Change("sky.py", symbol, operator, words, instead),), ()).made_in(tmp_path)


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
def test_only_a_test_that_began_and_failed_kills(code: int | None, failed: set[str], why: str | None) -> None:
    assert why_survived(Ran(code, frozenset(), frozenset(failed), ""), "a") == why


def _plain(source: str) -> str:
    return ast.unparse(ast.parse(source))
