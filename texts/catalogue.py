"""The texts of every language: the bot's own catalogues, and over them the programme's own wording.

Keys are symbolic. What a language lacks is said in the programme's first language, then in Dutch.
"""

from collections.abc import Sequence
from gettext import NullTranslations, c2py
from pathlib import Path
from typing import NoReturn

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from programme.model import Programme
from texts.own_wording import forms_of, put_over
from texts.translator import Translator

__all__ = ["OWN_LANGUAGE", "Catalogues", "Translator", "load_catalogues", "read_catalogue"]

#: The language the bot is written in: it has every text.
OWN_LANGUAGE = "nl"
_LOCALE = Path(__file__).parent / "locale"


class Catalogues:
    """A translator for every language of the programme; each catalogue is read when somebody first speaks it."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self._standing = {"programme": programme.name, "website": programme.website}
        self._texts: dict[str, NullTranslations] = {}
        self._voices: dict[str, Translator] = {}

    def translator(self, language: str) -> Translator:
        """The voice of this language, or of the first one where the programme does not speak it."""
        spoken = language if language in self._programme.languages else self._programme.languages[0]
        if spoken not in self._voices:
            self._voices[spoken] = self._voice(spoken, self._kept(spoken))
        return self._voices[spoken]

    def in_passing(self, language: str) -> Translator:
        """The same for a few words, after which nothing stays in memory of a language that nobody speaks."""
        return self._voices.get(language) or self._voice(language, self._read(language))

    @property
    def kept(self) -> Sequence[str]:
        """The languages whose texts are in memory."""
        return list(self._texts)

    def _voice(self, language: str, texts: NullTranslations) -> Translator:
        return Translator(language, texts, self._programme.languages[0], self._standing)

    def _kept(self, language: str) -> NullTranslations:
        if language not in self._texts:
            self._texts[language] = self._read(language)
        return self._texts[language]

    def _read(self, language: str) -> NullTranslations:
        """The texts of a language, and behind them those that fill its gaps."""
        texts = _Texts(_worded(self._programme, language))
        texts.add_fallback(self._behind(language))
        return texts

    def _behind(self, language: str) -> NullTranslations:
        if language == OWN_LANGUAGE:
            return _Nothing()
        first = self._programme.languages[0]
        return self._kept(OWN_LANGUAGE if language == first else first)


def load_catalogues(programme: Programme) -> Catalogues:
    """Every text in every language. ValueError when the programme's own wording does not fit."""
    catalogues = Catalogues(programme)
    catalogues.translator(programme.languages[0])
    for language, own in programme.texts.items():
        if own and language in {*programme.languages, OWN_LANGUAGE}:
            catalogues.in_passing(language)
    return catalogues


def read_catalogue(language: str) -> Catalog:
    """The bot's own catalogue of a language; an empty one when it has none."""
    path = _LOCALE / language / "LC_MESSAGES" / "bot.po"
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def _worded(programme: Programme, language: str) -> Catalog:
    """A language's catalogue with the programme's own wording."""
    catalogue = read_catalogue(language)
    if own := programme.texts.get(language):
        put_over(catalogue, own, catalogue if language == OWN_LANGUAGE else read_catalogue(OWN_LANGUAGE))
    return catalogue


class _Texts(NullTranslations):
    """A catalogue as gettext asks for its texts; what it lacks is asked of what is behind it."""

    def __init__(self, catalogue: Catalog) -> None:
        super().__init__()
        self._number_of_form = c2py(catalogue.plural_expr)
        done = (message for message in catalogue if message.id and message.string and not message.fuzzy)
        self._forms = {forms_of(message.id)[0]: forms_of(message.string) for message in done}

    def gettext(self, message: str) -> str:
        return self._form(message, 1) or super().gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._form(msgid1, n) or super().ngettext(msgid1, msgid2, n)

    def _form(self, key: str, n: int) -> str:
        forms = self._forms.get(key, ("",))
        return forms[self._number_of_form(n) if len(forms) > 1 else 0]


class _Nothing(NullTranslations):
    """Behind the last catalogue: gettext itself would say the key aloud."""

    def gettext(self, message: str) -> NoReturn:
        raise KeyError(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> NoReturn:
        raise KeyError(msgid1)
