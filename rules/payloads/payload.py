"""What the bot is asked to say, as typed values: what an outbox row holds of one, and the way back.

A row outlives the process that wrote it, so the kind of a payload and the names of its fields are a stored format:
a field may be added with a default, and neither a kind nor a field is ever renamed.
"""

from collections.abc import Callable, Mapping
from types import NoneType, UnionType
from typing import Any, ClassVar, Literal, TypeVar, dataclass_transform, get_args, get_origin

from msgspec import Struct
from msgspec.structs import fields


@dataclass_transform(frozen_default=True)
class Payload(Struct, frozen=True):
    """Something to say. Its fields hold what JSON can hold: ids and choices, and never a text that somebody typed.

    KIND: what it is called in the outbox, for ever.
    """

    KIND: ClassVar[str]


class UnreadablePayload(Exception):
    """A row of an unknown kind, or of another shape. Says kind and fields, and no values."""


class _Shape(Struct, frozen=True):
    """subject: the field that stands in the row's own column. params: the other fields, each with its default."""

    subject: str | None
    params: tuple[tuple[str, object], ...]
    types: Mapping[str, frozenset[type]]
    required: tuple[str, ...]


#: Every payload there is, by its kind.
PAYLOADS: dict[str, type[Payload]] = {}
_SHAPES: dict[type[Payload], _Shape] = {}

P = TypeVar("P", bound=Payload)


def payload(kind: str, *, subject: str | None = None) -> Callable[[type[P]], type[P]]:
    """Registers a payload. subject: the field with the id of what it is about."""

    def registered(made: type[P]) -> type[P]:
        if kind in PAYLOADS:
            raise ValueError(f"two payloads are of the kind {kind}")
        made.KIND = kind
        PAYLOADS[kind], _SHAPES[made] = made, _shape(made, subject)
        return made

    return registered


def _shape(made: type[Payload], subject: str | None) -> _Shape:
    known = {field.name: field for field in fields(made)}
    if subject not in {None, *known}:
        raise ValueError(f"{made.__name__} has no field {subject}")
    return _Shape(
        subject=subject,
        params=tuple((name, field.default) for name, field in known.items() if name != subject),
        types={name: frozenset(_types(field.type)) for name, field in known.items()},
        required=tuple(name for name, field in known.items() if field.required),
    )


def _types(hint: Any) -> set[type]:
    """What a value of this field is read as; of what is in a list, JSON's word is taken."""
    if isinstance(hint, UnionType):
        return set().union(*map(_types, get_args(hint)))
    if get_origin(hint) is Literal:
        return {type(value) for value in get_args(hint)}
    if hint in (bool, int, str, NoneType):
        return {hint}
    if get_origin(hint) is list:
        return {list}
    raise TypeError(f"{hint} does not come back from JSON as it went")


def kinds_about(subject: str) -> list[str]:
    """The kinds of all payloads that are about what this field names."""
    return [made.KIND for made, shape in _SHAPES.items() if shape.subject == subject]


def stored(said: Payload) -> tuple[str, int | None, dict[str, Any]]:
    """(kind, subject id, params) of an outbox row. A field that is as its default is left out."""
    shape = _SHAPES[type(said)]
    params = {name: value for name, default in shape.params if (value := getattr(said, name)) != default}
    return said.KIND, getattr(said, shape.subject) if shape.subject else None, params


def read(kind: str, subject_id: int | None, params: Mapping[str, Any]) -> Payload:
    """The payload in an outbox row. UnreadablePayload when no payload is of this kind or has these fields.

    A subject that the payload knows nothing of says nothing: rows of older versions have one where none is needed.
    """
    made = PAYLOADS.get(kind)
    if made is None:
        raise UnreadablePayload(f"no payload is of the kind {kind}")
    shape = _SHAPES[made]
    values = {**params, shape.subject: subject_id} if shape.subject else params
    if wrong := _wrong(shape, values):
        raise UnreadablePayload(f"{kind}: {', '.join(wrong)}")
    return made(**values)


def _wrong(shape: _Shape, values: Mapping[str, Any]) -> list[str]:
    unfit = [name for name, value in values.items() if type(value) not in shape.types.get(name, ())]
    wrong = [
        f"{name} is of type {type(values[name]).__name__}" if name in shape.types else f"{name} is unknown"
        for name in unfit
    ]
    return wrong + [f"{name} is missing" for name in shape.required if name not in values]
