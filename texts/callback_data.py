"""What a button sends back, in both directions: a tap as values, and the at most 64 bytes Telegram carries.

Whatever comes in may be forged or old: parsing proves the shape only, the database decides the rest.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, ClassVar, TypeVar, dataclass_transform

from msgspec import Struct

LIMIT = 64
#: In digits.
LONGEST_NUMBER = 18
SEPARATOR = "|"
#: The option that stands for *Overslaan*.
SKIP = "-"

#: Every tap by its code, the first field of the data. `tap` puts them here; `texts.taps` loads them all.
CODES: "dict[str, type[Tap]]" = {}
#: Codes of taps that are no more. A code once used is never given to another tap: old buttons stay in chats.
RETIRED = frozenset({"js"})


@dataclass_transform(frozen_default=True)
class Tap(Struct, frozen=True):
    """A tap on one of our buttons: numbers, words and yes or no, and the code it travels by."""

    code: ClassVar[str]
    #: The types of its values by their names, in the order in which they travel.
    shape: ClassVar[dict[str, Any]]


T = TypeVar("T", bound=Tap)


def tap(code: str) -> Callable[[type[T]], type[T]]:
    """Gives a tap its code, and registers it."""

    def registered(made: type[T]) -> type[T]:
        if code in CODES or code in RETIRED:
            raise ValueError(f"{made.__name__} cannot have the code {code!r}: it is or was another tap's")
        made.code, CODES[code] = code, made
        made.shape = {name: made.__annotations__[name] for name in made.__struct_fields__}
        return made

    return registered


def encode(tap: Tap) -> str:
    """The data of a tap. ValueError when it would not fit the 64 bytes Telegram allows, or not come back as it went."""
    parts = [_written(kind, getattr(tap, name)) for name, kind in tap.shape.items()]
    data = SEPARATOR.join([tap.code, *parts])
    if not all(parts) or len(data.encode()) > LIMIT:
        raise ValueError(f"{type(tap).__name__} does not fit a button")
    return data


@lru_cache(maxsize=256)  # asked twice of every tap: for what its batch reads ahead, and by its handler
def parse(data: str) -> Tap | None:
    """The tap in this data; None for anything `encode` cannot have made."""
    tap = _understood(data)
    try:
        return tap if tap and encode(tap) == data else None
    except ValueError:  # with half a character
        return None


def _understood(data: str) -> Tap | None:
    code, *parts = data.split(SEPARATOR)
    kind = CODES.get(code)
    if kind is None or len(parts) != len(kind.shape):
        return None
    values = [_read(wanted, part) for wanted, part in zip(kind.shape.values(), parts, strict=True)]
    return None if None in values else kind(*values)


def _written(kind: Any, value: Any) -> str:
    """What `_read` makes the same of; "" when there is no such thing."""
    if kind is str:
        return value if isinstance(value, str) and SEPARATOR not in value else ""
    fits = isinstance(value, kind) and 0 <= value < 10**LONGEST_NUMBER
    return str(int(value)) if fits else ""


def _read(kind: Any, part: str) -> int | str | bool | None:
    if kind is bool:
        return {"0": False, "1": True}.get(part)
    if kind is int:
        return int(part) if part.isascii() and part.isdigit() and len(part) <= LONGEST_NUMBER else None
    return part or None
