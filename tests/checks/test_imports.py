"""What may be imported, beyond the rooms that import-linter keeps apart."""

import ast
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[2]
OUR_OWN = {path.parent.name for path in ROOT.glob("*/__init__.py")} | {"tests"}


def _modules() -> dict[str, ast.Module]:
    """Every module of ours by its name, but for the migrations: they are run by their file."""
    paths = [path for room in OUR_OWN for path in (ROOT / room).rglob("*.py") if "versions" not in path.parts]
    return {_name(path): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(tree: ast.Module) -> Iterator[str]:
    """What is imported anywhere, in functions too: `a.b` and, of `from a.b import c`, also `a.b.c`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module is not None, "imports are absolute"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


MODULES = _modules()


def test_no_two_files_import_each_other_directly_or_by_a_detour() -> None:
    graph = {name: {one for one in _imported(tree) if one in MODULES} - _around(name) for name, tree in MODULES.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        raise AssertionError(" imports ".join(reversed(error.args[1]))) from None


def _around(name: str) -> set[str]:
    """A module and the packages it is in: they are there before it."""
    parts = name.split(".")
    return {".".join(parts[:length]) for length in range(1, len(parts) + 1)}


def test_nothing_private_of_a_library_is_imported() -> None:
    """What a library keeps to itself may be gone in its next version."""
    private = [
        f"{name} imports {one}"
        for name, tree in MODULES.items()
        for one in _imported(tree)
        if one.split(".")[0] not in OUR_OWN | set(sys.stdlib_module_names) and _is_private(one)
    ]
    assert private == []


def _is_private(name: str) -> bool:
    return any(part.startswith("_") and not part.endswith("__") for part in name.split("."))
