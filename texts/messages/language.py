"""Choosing a language."""

from collections.abc import Sequence

from rules.language import read_language
from rules.payloads.language import LanguageSet
from texts.catalogue import Translator
from texts.fixed_messages import says
from texts.layout import column
from texts.message import Message, button
from texts.paging import on_page, turn_pages
from texts.taps.language import LanguageChosen, LanguagesPaged

#: On one page.
LANGUAGES = 12


def language(t: Translator, languages: Sequence[str], page: int = 0) -> Message:
    """Every language under its own name, so that anybody finds theirs."""
    here = column(*(button(own_name(key), LanguageChosen(key)) for key in on_page(languages, page, LANGUAGES)))
    return Message(t("language.question"), here + turn_pages(t, languages, page, LanguagesPaged, LANGUAGES))


@says(LanguageSet)
def language_set(t: Translator) -> Message:
    return Message(t("language.set"))


def own_name(key: str) -> str:
    """What its own speakers call it."""
    name = read_language(key).names.get(key) or key
    return name[0].upper() + name[1:]
