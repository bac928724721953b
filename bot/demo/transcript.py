"""A story on paper: who sees what and who does what, laid out to be read aloud."""

import textwrap
from collections.abc import Callable, Iterator

from simulator.message import Message

WIDTH = 88
MARGIN = "  │ "
BETWEEN_BUTTONS = "  "


class Transcript:
    """Writes the story down, line by line, with `say`."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._scenes = 0

    def title(self, text: str) -> None:
        self._lines(text, "═" * len(text))

    def scene(self, text: str, moment: str) -> None:
        """A new scene, and when it plays."""
        self._scenes += 1
        heading = f"{self._scenes}. {text}"
        self._lines("", "─" * WIDTH, f"{heading}{moment:>{WIDTH - len(heading)}}", "─" * WIDTH)

    def tell(self, text: str) -> None:
        """What happens off the phones."""
        self._lines("", *textwrap.wrap(text, WIDTH))

    def shows(self, name: str, message: Message) -> None:
        """What the bot says on somebody's phone, with the buttons under it."""
        self._lines("", f"De bot, op de telefoon van {name}:", *(f"{MARGIN}{line}".rstrip() for line in _body(message)))

    def taps(self, name: str, label: str) -> None:
        self._lines("", f"{name} tikt op → [{label}]")

    def writes(self, name: str, text: str) -> None:
        self.tell(f"{name} kiest {text} uit het menu." if text.startswith("/") else f"{name} schrijft: “{text}”")

    def _lines(self, *lines: str) -> None:
        for line in lines:
            self._say(line)


def _body(message: Message) -> Iterator[str]:
    for line in message.text.splitlines():
        yield from _wrapped(line) or [""]
    if message.labels:
        yield ""
        yield from _buttons(message.labels)


def _wrapped(line: str) -> list[str]:
    return textwrap.wrap(line, WIDTH - len(MARGIN), break_long_words=False, break_on_hyphens=False)


def _buttons(labels: list[str]) -> Iterator[str]:
    """Side by side as far as they fit; never a label in two halves."""
    line = ""
    for label in labels:
        longer = f"{line}{BETWEEN_BUTTONS if line else ''}[{label}]"
        if line and len(longer) > WIDTH - len(MARGIN):
            yield line
            longer = f"[{label}]"
        line = longer
    yield line
