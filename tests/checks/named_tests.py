"""Whether a test that is named somewhere as `tests/file.py::test_name` is there."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


def exists(named: str) -> bool:
    """Whether this file has this test."""
    file, _, test = named.partition("::")
    return (ROOT / file).is_file() and test in _tests_in(file)


@cache
def _tests_in(file: str) -> set[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
