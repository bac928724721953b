"""Who handles what: each command, tap and typed text is registered by its own handler, as that is imported."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from handlers.turn import Handler, Turn
from rules import access
from texts.callback_data import Tap
from texts.taps import CODES

T = TypeVar("T", bound=Tap)
H = TypeVar("H", bound=Handler)
TapHandler = Callable[[Turn, T], Awaitable[None]]

#: By the command's Dutch name, a key of rules.access.
COMMANDS: dict[str, Handler] = {}
TAPS: dict[type[Tap], TapHandler[Any]] = {}
#: Who takes a text that was asked for outside a check-in, by what is awaited of the person.
TYPED: dict[str, Handler] = {}


class Unregistered(LookupError):
    """The program does not hold together: something has no handler, or a handler nothing to handle."""


def command(name: str) -> Callable[[H], H]:
    """Registers who handles the command with this Dutch name. Who may give it stands in rules.access."""
    return _into(COMMANDS, name)


def tapped(kind: type[T]) -> Callable[[TapHandler[T]], TapHandler[T]]:
    """Registers who handles a tap of this kind."""
    return _into(TAPS, kind)


def typed(awaiting: str) -> Callable[[H], H]:
    """Registers who takes the text that `wait_for(awaiting)`, or `wait_for(f"{awaiting}:…")`, asked for."""
    return _into(TYPED, awaiting)


def _into(table: dict[Any, Any], key: object) -> Callable[[Any], Any]:
    def register(handler: Any) -> Any:
        if key in table:
            raise Unregistered(f"{key!r} has two handlers")
        table[key] = handler
        return handler

    return register


def check() -> None:
    """Unregistered, with every name, when a command or a tap has no handler, or a handler no row in rules.access."""
    rows = [row.name for row in access.COMMANDS]
    wrong = {
        "no handler for the commands": set(rows) - set(COMMANDS),
        "no row in rules.access for the commands": set(COMMANDS) - set(rows),
        "two commands called": {name for name in _names() if _names().count(name) > 1},
        "no handler for the taps": {kind.__name__ for kind in set(CODES.values()) - set(TAPS)},
    }
    named = [f"{what} {', '.join(sorted(names))}" for what, names in wrong.items() if names]
    if named:
        raise Unregistered("; ".join(named))


def _names() -> list[str]:
    return [name for row in access.COMMANDS for name in row.names]
