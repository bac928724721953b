"""What a harness is: a function that takes any bytes, real examples to begin with, and words that occur in them."""

import importlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol, cast

ROOT = Path(__file__).parents[2]
#: In the order in which they run.
NAMES = ("callback_data", "programme_file", "webhook", "typed_text", "updates", "import_file")


class Harness(Protocol):
    """A module of this folder. words: what a fuzzer may put in as a whole, for it would hardly guess it."""

    WORDS: Sequence[str]

    def one(self, data: bytes) -> None:
        """Ends well with any bytes, or raises: then there is a bug, here or in the bot."""

    def seeds(self) -> Iterator[bytes]:
        """Real examples, made by the bot's own code."""


def harness(name: str) -> Harness:
    """The harness of this name; imported only now, so that a fuzzer can first arrange to look inside."""
    return cast(Harness, importlib.import_module(f"tests.fuzz.{name}"))


def sort_and_rest(data: bytes, sorts: int) -> tuple[int, bytes]:
    """The first byte says which sort of input the rest is."""
    return (data[0] % sorts if data else 0), data[1:]
