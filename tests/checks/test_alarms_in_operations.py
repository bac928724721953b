"""Whatever an operator is alarmed with can be looked up in docs/operations.md by the words it begins with."""

import ast
import re
from collections.abc import Iterator

import pytest
import yaml

from tests.checks.named_tests import ROOT

OPERATIONS = " ".join(re.sub(r"[*`]", "", (ROOT / "docs/operations.md").read_text(encoding="utf-8")).split())
#: Where what is wrong is put into words; of each file, the functions and classes that do.
WORDED_IN = {
    "bot/status.py": (
        *("_not_running", "_in_trouble", "_clocks_differ", "_unhandled", "_refused", "_unsent", "_overdue"),
        *("_failed", "_dead_letters"),
    ),
    "bot/status_command.py": ("_of_database", "_look", "expected", "MEANING"),
    "bot/own_files.py": ("readable_by_others",),
    "bot/owner_alarm.py": ("ended", "_problems"),
    "bot/end_in_doubt.py": ("EndInDoubt",),
    "bot/shorter_terms.py": ("ShorterTerms",),
    "scheduler/alarm.py": ("for_the_owner",),
}
ALERTS = yaml.safe_load((ROOT / "deploy/prometheus/alerts.yml").read_text(encoding="utf-8"))


def _sentences() -> Iterator[str]:
    for file, names in WORDED_IN.items():
        for node in ast.parse((ROOT / file).read_text(encoding="utf-8")).body:
            yield from (_begin(words) for part in _parts(node, names) for words in _texts(part) if _is_sentence(words))


def _parts(node: ast.AST, names: tuple[str, ...]) -> Iterator[ast.AST]:
    for inner in ast.walk(node):
        name = getattr(inner, "name", None)
        targets = [getattr(target, "id", None) for target in getattr(inner, "targets", [])]
        if name in names or set(targets) & set(names):
            yield inner


def _texts(part: ast.AST) -> Iterator[str]:
    """Each text in it, with a gap where something is filled in."""
    inside = {id(value) for node in ast.walk(part) if isinstance(node, ast.JoinedStr) for value in node.values}
    inside |= {id(node.value) for node in ast.walk(part) if isinstance(node, ast.Expr)}  # docstrings
    for node in ast.walk(part):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(one.value) if isinstance(one, ast.Constant) else "\0" for one in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            yield node.value


def _is_sentence(words: str) -> bool:
    begins = words.startswith("\0") or words[:1].isupper()
    return begins and words.endswith((".", "\0")) and len(_begin(words).split()) > 1


def _begin(words: str) -> str:
    """Its first words, up to where it says which or how many."""
    return next((part.strip() for part in re.split(r"[\0:;.,(]", words) if len(part.split()) > 1), "")


@pytest.mark.parametrize("begin", sorted(set(_sentences())))
def test_what_is_wrong_can_be_looked_up(begin: str) -> None:
    assert begin in OPERATIONS


@pytest.mark.parametrize("name", [rule["alert"] for group in ALERTS["groups"] for rule in group["rules"]])
def test_an_alert_of_prometheus_can_be_looked_up(name: str) -> None:
    assert name in OPERATIONS
