"""Choosing a language."""

from collections.abc import Sequence

from babel import Locale

from rules.payloads.language import LanguageSet
from texts.catalogue import Translator
from texts.fixed_messages import says
from texts.layout import column
from texts.message import Message, button
from texts.taps.language import LanguageChosen


def language(t: Translator, languages: Sequence[str]) -> Message:
    """Every language under its own name, so that anybody finds theirs."""
    return Message(t("language.question"), column(*(button(own_name(key), LanguageChosen(key)) for key in languages)))


@says(LanguageSet)
def language_set(t: Translator) -> Message:
    return Message(t("language.set"))


def own_name(key: str) -> str:
    """What a language calls itself."""
    name = Locale.parse(key).get_display_name(key) or key
    return name[0].upper() + name[1:]
