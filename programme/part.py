"""What every piece of a programme file is, and the kinds of words and keys in it."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,23}$")]
OptionKey = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,16}$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
#: Of a practice: it fits a button, and its column.
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
#: The same text in every language of the programme.
Localised = dict[Language, Text]

#: Telegram takes a hundred buttons under a message; what is asked at once is not turned over like a list.
MOST_BUTTONS = 50


class Part(BaseModel):
    """A piece of the programme: immutable, and a key it does not know is an error, not a silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def check_once(where: str, keys: list[str]) -> None:
    """Raises ValueError, naming the list and the key, when a key stands in the list twice."""
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f"{where}: {key!r} stands there twice")


def localised_texts(part: Part, where: str = "") -> Iterator[tuple[str, Localised]]:
    """Every localised text below a part, with the path to it, such as `central_questions.samen.text`."""
    for name in type(part).model_fields:
        value = getattr(part, name)
        path = f"{where}.{name}".lstrip(".")
        if name in {"text", "short", "label"} or (name == "name" and isinstance(value, dict)):
            yield path, value
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, Part):
                names = (getattr(inner, attribute, None) for attribute in ("key", "slug", "role"))
                key = next(filter(None, names), None)
                yield from localised_texts(inner, f"{path}.{key}" if key else path)
