"""What can be said is said somewhere, and what is said can be put into words: looked up in the source."""

import ast
from collections.abc import Iterator

from rules.payloads.notes import Note
from rules.payloads.payload import PAYLOADS
from tests.checks.source import calls, modules
from texts.catalogue import OWN_LANGUAGE, read_catalogue

ROOMS = ("handlers", "scheduler", "storage", "delivery")


def _names(call: ast.Call) -> Iterator[str]:
    """What is called, what is given to a call, and whose KIND is."""
    for node in (call.func, *call.args):
        of = node.value if isinstance(node, ast.Attribute) and node.attr == "KIND" else node
        if isinstance(of, ast.Name):
            yield of.id


def _is_registration(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "renders"


def test_every_payload_is_said_somewhere() -> None:
    said = {
        name
        for _, tree in modules(*ROOMS)
        for call in calls(tree)
        if not _is_registration(call)
        for name in _names(call)
    }
    assert [payload.__name__ for payload in PAYLOADS.values() if payload.__name__ not in said] == []


def test_every_note_has_a_text() -> None:
    keys = {str(message.id) for message in read_catalogue(OWN_LANGUAGE)}
    named = {
        node.value
        for _, tree in modules(*ROOMS)
        for call in calls(tree)
        if isinstance(call.func, ast.Name) and call.func.id == Note.__name__
        for node in ast.walk(call.args[0])
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert len(named) > 20
    assert {f"note.{key}" for key in named} - keys == set()
