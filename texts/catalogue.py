"""The texts of every language: the bot's own catalogues, and over them the programme's own wording.

Keys are symbolic. What a language lacks is said in the programme's first language, then in Dutch.
"""

from collections.abc import Iterable, Mapping
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from programme.model import Programme
from texts.own_wording import put_over
from texts.translator import Translator

__all__ = ["OWN_LANGUAGE", "Catalogues", "Translator", "load_catalogues", "read_catalogue"]

#: The language the bot is written in: it has every text.
OWN_LANGUAGE = "nl"
_LOCALE = Path(__file__).parent / "locale"


class Catalogues:
    """A translator for every language of the programme."""

    def __init__(self, translators: Mapping[str, Translator], first_language: str) -> None:
        self._translators = translators
        self._first_language = first_language

    def translator(self, language: str) -> Translator:
        """The voice of this language, or of the first one where the programme does not speak it."""
        return self._translators.get(language) or self._translators[self._first_language]


def load_catalogues(programme: Programme) -> Catalogues:
    """Every text in every language. ValueError when the programme's own wording does not fit."""
    first = programme.languages[0]
    standing = {"programme": programme.name, "website": programme.website}
    # Each is read once, though many stand behind several others: reading takes most of the time of a start.
    read = {
        language: _compiled(programme, language) for language in dict.fromkeys((*programme.languages, OWN_LANGUAGE))
    }
    voices = {
        language: Translator(language, _texts(read, (language, first, OWN_LANGUAGE)), first, standing)
        for language in programme.languages
    }
    return Catalogues(voices, first)


def read_catalogue(language: str) -> Catalog:
    """The bot's own catalogue of a language; an empty one when it has none."""
    path = _LOCALE / language / "LC_MESSAGES" / "bot.po"
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def _texts(read: Mapping[str, bytes], languages: Iterable[str]) -> NullTranslations:
    """The texts of the first of these languages, and behind them those that fill its gaps."""
    chain: list[NullTranslations] = [GNUTranslations(BytesIO(read[each])) for each in dict.fromkeys(languages)]
    for texts, behind in pairwise([*chain, _Nothing()]):
        texts.add_fallback(behind)
    return chain[0]


def _compiled(programme: Programme, language: str) -> bytes:
    """A language's catalogue with the programme's own wording, as gettext reads it."""
    catalogue = read_catalogue(language)
    if own := programme.texts.get(language):
        put_over(catalogue, own, read_catalogue(OWN_LANGUAGE))
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()


class _Nothing(NullTranslations):
    """Behind the last catalogue: gettext itself would say the key aloud."""

    def gettext(self, message: str) -> NoReturn:
        raise KeyError(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> NoReturn:
        raise KeyError(msgid1)
