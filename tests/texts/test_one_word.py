"""One word for one thing, in each language: no text calls a practice, an experiment or a manager anything else."""

import re

import pytest

from tests.texts.catalogues import LANGUAGES, catalogue

#: The second words, as they begin; the first ones are in docs/languages.md.
SECOND = {
    "nl": r"programmamanager|manager",
    "en": r"(?<!programme )manager|program\b",
    "tr": r"uygulama(?!sı gerekir)|bölgenin|bölgeye|deney\b",
    "pl": r"prakty[kc]|eksperyment|menedżer",
    "ar": r"ال?ممارس",
    "uk": r"практи[кц]|експеримент|менеджер",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_thing_has_one_word(language: str) -> None:
    second = re.compile(rf"\b(?:{SECOND[language]})", re.IGNORECASE)
    said = {key: " ".join(forms) for key, forms in catalogue(language).items() if not key.startswith("typed.")}
    assert {key: found[0] for key, text in said.items() if (found := second.search(text))} == {}
