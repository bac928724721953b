"""Who handles what: each command, tap and typed text is registered by its own handler, as that is imported."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, TypeVar, overload

from handlers.guards import anybody
from handlers.refusals import NotYours
from handlers.turn import Handler, Turn
from rules import commands
from rules.access import Viewer
from texts.callback_data import Tap
from texts.taps import CODES

T = TypeVar("T", bound=Tap)
L = TypeVar("L")
H = TypeVar("H", bound=Handler)
TapHandler = Callable[[Turn, T], Awaitable[None]]
LoadedHandler = Callable[[Turn, T, L], Awaitable[None]]

#: By the command's Dutch name, a key of rules.commands.
COMMANDS: dict[str, Handler] = {}
#: Each with its guard before it.
TAPS: dict[type[Tap], TapHandler[Any]] = {}
#: Who takes a text that was asked for outside a check-in, by what is awaited of the person.
TYPED: dict[str, Handler] = {}


class Unregistered(LookupError):
    """The program does not hold together: something has no handler, or a handler nothing to handle."""


def command(name: str) -> Callable[[H], H]:
    """Registers who handles the command with this Dutch name. Who may give it stands in rules.commands."""
    return _registering(COMMANDS, name)


def typed(awaiting: str) -> Callable[[H], H]:
    """Registers who takes the text that `wait_for(awaiting)`, or `wait_for(f"{awaiting}:…")`, asked for."""
    return _registering(TYPED, awaiting)


@overload
def tapped(kind: type[T], *, may: Callable[[Viewer, T], bool]) -> Callable[[TapHandler[T]], TapHandler[T]]: ...
@overload
def tapped(
    kind: type[T], *, loads: Callable[[Turn, T], Awaitable[L]]
) -> Callable[[LoadedHandler[T, L]], LoadedHandler[T, L]]: ...
def tapped(kind: type[Tap], *, may: Any = None, loads: Any = None) -> Callable[[Any], Any]:
    """Registers who handles a tap of this kind, and the guard that every such tap passes first.

    may: whether the viewer may tap it; NotYours when not.
    loads: what the tap is about, given to the handler; raises NotYours when the viewer has nothing to do with it.
    """
    _check_guard(kind, may)
    return _registering(TAPS, kind, partial(_loading, loads) if loads else partial(_asking, may))


def _check_guard(kind: type[Tap], may: object) -> None:
    if may is anybody and any(name.endswith("_id") for name in kind.shape):
        raise Unregistered(f"{kind.__name__} is about something by its id: not anybody may tap it")


def _asking(may: Callable[[Viewer, Any], bool], handler: TapHandler[Any]) -> TapHandler[Any]:
    async def if_allowed(turn: Turn, tap: Tap) -> None:
        if not may(turn.viewer, tap):
            raise NotYours
        await handler(turn, tap)

    return if_allowed


def _loading(loads: Callable[[Turn, Any], Awaitable[Any]], handler: LoadedHandler[Any, Any]) -> TapHandler[Any]:
    async def with_loaded(turn: Turn, tap: Tap) -> None:
        await handler(turn, tap, await loads(turn, tap))

    return with_loaded


def _as_it_is(handler: Any) -> Any:
    return handler


def _registering(table: dict[Any, Any], key: object, guarded: Callable[[Any], Any] = _as_it_is) -> Callable[[Any], Any]:
    def register(handler: Any) -> Any:
        if key in table:
            raise Unregistered(f"{key!r} has two handlers")
        table[key] = guarded(handler)
        return handler

    return register


def check() -> None:
    """Unregistered, with every name, when a command or a tap has no handler, or a handler no row in rules.commands."""
    rows = [row.name for row in commands.COMMANDS]
    wrong = {
        "no handler for the commands": set(rows) - set(COMMANDS),
        "no row in rules.commands for the commands": set(COMMANDS) - set(rows),
        "two commands called": {name for name in _names() if _names().count(name) > 1},
        "no handler for the taps": {kind.__name__ for kind in set(CODES.values()) - set(TAPS)},
    }
    named = [f"{what} {', '.join(sorted(names))}" for what, names in wrong.items() if names]
    if named:
        raise Unregistered("; ".join(named))


def _names() -> list[str]:
    return [name for row in commands.COMMANDS for name in row.names]
