"""Every command that a message or a document names is there, with the options that stand behind it."""

import ast
import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer
from typer.core import TyperGroup
from typer.models import ParameterInfo

from bot.__main__ import app
from tests.checks.source import ROOMS, ROOT, calls, modules

PROGRAM = typer.main.get_command(app)
DOCUMENTS = (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "deploy").rglob("*.y*ml"))
NAMED = re.compile(r"mantelzorg-bot ((?:[a-z][a-z-]+(?= |`|$)|--[a-z-]+)(?: (?!#)[^`|\n]*)?)")


def in_messages() -> Iterator[str]:
    for path, tree in modules(*ROOMS):
        for call in calls(tree):
            if isinstance(call.func, ast.Name) and call.func.id == "to_type" and not isinstance(call.args[0], ast.Name):
                yield f"{path.name}: {ast.unparse(call.args[0]).strip(chr(34) + chr(39) + 'f')}"


def in_documents() -> Iterator[str]:
    for path in DOCUMENTS:
        for words in NAMED.findall(path.read_text(encoding="utf-8")):
            yield f"{path.name}: {words}"


@pytest.mark.parametrize("named", sorted({*in_messages(), *in_documents()}))
def test_a_command_that_is_named_is_there_with_its_options(named: str) -> None:
    words = named.partition(": ")[2].split()
    command = PROGRAM
    while words and isinstance(command, TyperGroup) and words[0] in command.commands:
        command = command.commands[words.pop(0)]
    options = {name for one in command.params for name in (*one.opts, *one.secondary_opts)} | {"--help"}
    assert command is not PROGRAM or words[0] in options
    assert {word for word in words if word.startswith("--")} <= options


def test_no_message_calls_the_program_otherwise() -> None:
    """What is pasted has to reach this program, and no other one of the same name."""
    literal = [
        f"{path.parent.name}/{path.name}:{node.lineno}"
        for path, tree in modules(*ROOMS)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if re.search(r"python -m bot|mantelzorg-bot [a-z]", node.value) and not _is_docstring(node, tree)
    ]
    assert literal == []


def _is_docstring(node: ast.Constant, tree: ast.Module) -> bool:
    bodies = [
        one.body
        for one in ast.walk(tree)
        if isinstance(one, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    ]
    return any(isinstance(body[0], ast.Expr) and body[0].value is node for body in bodies if body)


def every_parameter(command: Any = PROGRAM) -> Iterator[tuple[str, ParameterInfo]]:
    for one in command.params:
        if descriptor := getattr(one, "type_descriptor", None):
            yield f"{command.name} {one.name}", descriptor.parameter_info
    for below in getattr(command, "commands", {}).values():
        yield from every_parameter(below)


def test_of_a_file_that_cannot_be_read_we_tell_ourselves() -> None:
    """In the one line that every other trouble gets, not in the frame for who types an option that is not there."""
    files = {name: info for name, info in every_parameter() if name.endswith((" file", " folder"))}
    assert len(files) >= 4
    assert [name for name, info in files.items() if info.readable or info.exists] == []
