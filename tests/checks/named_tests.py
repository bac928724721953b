"""Whether a test that is named somewhere as `tests/file.py::test_name` is there, and how it is marked."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


def exists(named: str) -> bool:
    """Whether this file has this test."""
    file, _, test = named.partition("::")
    return (ROOT / file).is_file() and test in _tests_in(file)


def marks(named: str) -> set[str]:
    """The names in what marks this test, or every test of its file."""
    file, _, test = named.partition("::")
    of_all = [node.value for node in _parsed(file).body if isinstance(node, ast.Assign) and _is_mark(node)]
    found = [*of_all, *_tests_in(file)[test].decorator_list]
    return {node.id for mark in found for node in ast.walk(mark) if isinstance(node, ast.Name)}


def _is_mark(node: ast.Assign) -> bool:
    return ast.unparse(node.targets[0]) == "pytestmark"


def _tests_in(file: str) -> dict[str, ast.FunctionDef | ast.AsyncFunctionDef]:
    nodes = _parsed(file).body
    return {node.name: node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


@cache
def _parsed(file: str) -> ast.Module:
    return ast.parse((ROOT / file).read_text(encoding="utf-8"))
