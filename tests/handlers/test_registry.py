"""Handlers say themselves what they handle; together that is everything there is to handle, and each thing once."""

import ast

import pytest
from msgspec.structs import replace
from telegram import Bot

from handlers import application, importing, registry
from handlers.guards import anybody, leads_programme
from handlers.registry import Unregistered
from handlers.turn import Turn
from rules import commands
from tests.checks.source import calls, modules
from texts.callback_data import Tap
from texts.taps import CODES
from texts.taps.nudge import NudgeConfirmed


async def no_handler(turn: Turn) -> None:
    raise NotImplementedError


def test_everything_that_can_be_asked_for_has_a_handler() -> None:
    registry.check()
    assert set(registry.COMMANDS) == {row.name for row in commands.COMMANDS}
    assert set(registry.TAPS) == set(CODES.values())


def test_a_command_without_a_handler_keeps_the_bot_from_starting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(registry.COMMANDS, "herinner")
    monkeypatch.delitem(registry.COMMANDS, "taal")
    with pytest.raises(Unregistered, match=r"^no handler for the commands herinner, taal$"):
        application.build(Bot("1:x"))


def test_a_tap_without_a_handler_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(registry.TAPS, NudgeConfirmed)  # type: ignore[misc]
    with pytest.raises(Unregistered, match=r"^no handler for the taps NudgeConfirmed$"):
        registry.check()


def test_a_handler_of_a_command_that_is_not_in_the_table_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry.COMMANDS, "koffie", no_handler)
    with pytest.raises(Unregistered, match=r"^no row in rules\.commands for the commands koffie$"):
        registry.check()


def test_two_rows_with_one_word_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second would never be reached."""
    rows = [replace(row, english="help") if row.name == "taal" else row for row in commands.COMMANDS]
    rows = [replace(row, english="help") if row.name == "hulp" else row for row in rows]
    monkeypatch.setattr(commands, "COMMANDS", rows)
    with pytest.raises(Unregistered, match=r"^two commands called help$"):
        registry.check()


def test_nothing_has_two_handlers() -> None:
    before = (dict(registry.COMMANDS), dict(registry.TAPS), dict(registry.TYPED))
    with pytest.raises(Unregistered, match="'taal' has two handlers"):
        registry.command("taal")(no_handler)
    with pytest.raises(Unregistered, match="'theme' has two handlers"):
        registry.typed("theme")(no_handler)
    with pytest.raises(Unregistered, match=r"NudgeConfirmed.* has two handlers"):
        registry.tapped(NudgeConfirmed, may=leads_programme)(registry.TAPS[NudgeConfirmed])
    assert before == (registry.COMMANDS, registry.TAPS, registry.TYPED)


@pytest.mark.parametrize("kind", [kind for kind in CODES.values() if any(name.endswith("_id") for name in kind.shape)])
def test_what_is_about_something_by_its_id_is_not_for_anybody(kind: type[Tap]) -> None:
    with pytest.raises(Unregistered, match=f"^{kind.__name__} is about something by its id"):
        registry.tapped(kind, may=anybody)


def test_what_is_awaited_of_somebody_has_who_takes_it() -> None:
    """A file comes another way than a typed text."""
    asked = {_awaited(call) for _, tree in modules("handlers") for call in calls(tree) if _waits(call)}
    assert asked - {None} == {*registry.TYPED, importing.AWAITED}


def _waits(call: ast.Call) -> bool:
    return ast.unparse(call.func) == "turn.wait_for"


def _awaited(call: ast.Call) -> str | None:
    """The word before the colon of what is given to `wait_for`; None where it is nothing."""
    match call.args[0]:
        case ast.Constant(value=None):
            return None
        case ast.Constant(value=str(word)) | ast.JoinedStr(values=[ast.Constant(value=str(word)), *_]):
            return word.partition(":")[0]
        case ast.Name(id="AWAITED"):
            return importing.AWAITED
        case other:
            raise AssertionError(ast.unparse(other))


#: No text makes them any more; on the phones of people they still stand.
ONLY_ON_OLDER_MESSAGES = {"ThemeRestored"}


def test_every_tap_has_a_button() -> None:
    """A tap that no text makes would be reached by forgers only."""
    named = {node.id for _, tree in modules("texts") for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert {kind.__name__ for kind in CODES.values()} - named == ONLY_ON_OLDER_MESSAGES
