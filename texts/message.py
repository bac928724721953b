"""A message as values: what is said, and the buttons under it. Knows no Telegram."""

import re
from collections.abc import Callable

from msgspec import Struct

from texts.callback_data import Tap, encode
from texts.escaping import Markup, plain

#: The longest text Telegram takes, counted after its tags are taken out.
LIMIT = 4096
#: The longest text under a file, counted likewise.
CAPTION = 1024
#: How many characters of a label a phone shows.
ON_A_BUTTON = 40
#: The longest text that a button copies.
LONGEST_COPY = 256


_FILE_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,99}\.[a-z]{2,4}", re.ASCII)


class Button(Struct, frozen=True):
    """A button that sends a tap back, opens an address, or copies a text of at most LONGEST_COPY characters.

    name: what it is called, when its label says more.
    """

    label: str
    data: str = ""
    url: str | None = None
    name: str | None = None
    copies: str | None = None

    def __repr__(self) -> str:
        """Without what it copies, which may be somebody's key to the bot."""
        return f"Button({self.label!r}, data={self.data!r}, url={self.url!r}, name={self.name!r})"


class File(Struct, frozen=True):
    """Something to look at or to keep. make: its content, made in another process, so it has to pickle.

    is_picture: shown in the chat; else a document with this name. ValueError for a name that is not plain letters:
    it lands in a folder of whoever saves it, and of what others typed no sign may mean anything there.
    """

    name: str
    make: Callable[[], bytes]
    is_picture: bool = False

    def __post_init__(self) -> None:
        if not _FILE_NAME.fullmatch(self.name):
            raise ValueError("a file's name is small letters, digits and hyphens, a dot and what kind it is")


class Message(Struct, frozen=True):
    """A text in Telegram's HTML with rows of buttons.

    silent: comes without a sound. protected: cannot be forwarded or saved.
    ahead: what is said first, each in a message of its own; an edit has none.
    file: what the text stands under; then it has at most CAPTION characters.
    """

    text: Markup
    rows: tuple[tuple[Button, ...], ...] = ()
    silent: bool = False
    protected: bool = False
    ahead: tuple["Message", ...] = ()
    file: File | None = None


def button(label: str, tap: Tap, name: str | None = None) -> Button:
    """A button with this label and name, as plain text. Telegram refuses one without words."""
    return Button(plain(label) or "…", encode(tap), name=None if name is None else plain(name))
