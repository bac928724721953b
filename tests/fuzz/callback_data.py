"""Callback data, in both directions: any text that a tap may carry, and any tap that a button may be made of."""

from collections.abc import Iterator
from typing import Any

from msgspec.structs import fields

from tests.fuzz.harness import sort_and_rest
from texts.callback_data import LIMIT, encode, parse
from texts.taps import CODES

WORDS = (*(f"{code}|" for code in CODES), "|", "|0", "|1", "|-", "|-1", "|٣", "|999999999999999999", "\n")
_KINDS = sorted(CODES.items())


def one(data: bytes) -> None:
    """A tap is ours and made of the same bytes again, or it is nothing; a button holds its tap, or is not made."""
    sort, rest = sort_and_rest(data, 2)
    text = rest.decode("utf-8", "surrogateescape")
    _tapped(text) if sort == 0 else _made(text)


def _tapped(text: str) -> None:
    tap = parse(text)
    if tap is not None:
        assert encode(tap) == text
        assert all(type(getattr(tap, field.name)) is field.type for field in fields(tap))


def _made(text: str) -> None:
    first, *values = text.split("\n")
    _, kind = _KINDS[ord(first[:1] or "0") % len(_KINDS)]
    wanted = fields(kind)
    tap = kind(*map(_value, wanted, [*values, *[""] * len(wanted)]))
    try:
        button = encode(tap)
    except ValueError:
        return
    assert len(button.encode()) <= LIMIT
    assert parse(button) == tap


def _value(field: Any, text: str) -> int | str | bool:
    if field.type is bool:
        return text == "1"
    if field.type is int:
        return _number(text)
    return text


def _number(text: str) -> int:
    try:
        return int(text[:30])
    except ValueError:
        return len(text)


def seeds() -> Iterator[bytes]:
    """A button of every kind, as a tap and as what it is made of; and some that are too long."""
    for number, (_, kind) in enumerate(_KINDS):
        place = next(sign for sign in map(chr, range(ord("0"), 999)) if ord(sign) % len(_KINDS) == number)
        yield b"\0" + encode(kind(*(FIRST[field.type] for field in fields(kind)))).encode()
        yield b"\1" + "\n".join([place, *("1" if field.type is not str else "tip" for field in fields(kind))]).encode()
        yield b"\1" + "\n".join([place, *("x" * 70 for _ in fields(kind))]).encode()


#: A value of each type.
FIRST: dict[Any, Any] = {int: 1, bool: True, str: "tip"}
