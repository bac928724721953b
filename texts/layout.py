"""Parts of a message put together: lines, paragraphs, rows of buttons."""

from collections.abc import Iterable

from texts.escaping import NOTHING, Markup
from texts.message import Button

Rows = tuple[tuple[Button, ...], ...]


def lines(*parts: Markup) -> Markup:
    """Each part on a line of its own; empty ones are left out."""
    return Markup("\n".join(part for part in parts if part))


def in_a_row(*parts: Markup) -> Markup:
    """Sentences behind each other; what is empty is left out."""
    return Markup(" ".join(part for part in parts if part))


def paragraphs(*parts: Markup) -> Markup:
    """A white line between the parts; empty ones are left out."""
    return Markup("\n\n".join(part for part in parts if part))


def bold(text: Markup) -> Markup:
    return Markup(f"<b>{text}</b>") if text else NOTHING


def italic(text: Markup) -> Markup:
    return Markup(f"<i>{text}</i>") if text else NOTHING


def column(*buttons: Button) -> Rows:
    """One button per row: words need the width of a phone."""
    return tuple((button,) for button in buttons)


def beside(buttons: Iterable[Button]) -> Rows:
    """Short buttons next to each other; no row when there are none."""
    row = tuple(buttons)
    return (row,) if row else ()
