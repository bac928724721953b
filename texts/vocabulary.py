"""The phrases that people type, out of a language's catalogue: there one phrase is a line."""

from functools import lru_cache

from rules.intention import LISTS, Vocabulary, vocabulary
from texts.translator import Translator


@lru_cache(maxsize=16)
def spoken_in(t: Translator) -> Vocabulary:
    """What people type in the language of this translator."""
    return vocabulary({name: str(t(f"typed.{name}")).split("\n") for name in LISTS})
