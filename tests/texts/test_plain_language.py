"""Level B1, in Dutch and in English: short sentences, everyday words, and never a reproach."""

import re
from statistics import median

import pytest

from tests.texts.spoken import every_message
from tests.texts.text_views import PROGRAMME
from texts.catalogue import load_catalogues, read_catalogue
from texts.escaping import plain
from texts.messages import profile
from texts.own_wording import forms_of

CATALOGUES = load_catalogues(PROGRAMME)
SHORTEST_LIMIT, LONGEST = 10, 20
NOT_EVERYDAY = {
    "nl": """account algoritme anonimiseren applicatie authenticatie autorisatie bot callback chatbot commando consent
        data database deadline device dialoog error feedback geaggregeerd geanonimiseerd implementeren input instrument
        interventie invoeren link login menu module monitor monitoren notificatie online output participatie pilot
        privacyverklaring pseudoniem registratie respondent respons score server sessie stakeholder statistiek status
        systeem timeout token update valideren variabele verificatie""",
    "en": """account aggregated anonymised app-id authentication bot callback command consent database deadline device
        dialogue error feedback implement input instrument intervention invalid login module monitor notification
        output participation pilot pseudonym respondent score server session stakeholder statistics system timeout
        token update validate variable verify""",
}
REPROACHES = {
    "nl": "fout verkeerd ongeldig helaas vergeten moet moeten verplicht mislukt geweigerd je jij jou jouw",
    "en": "wrong invalid unfortunately forgot forgotten must failed denied refused illegal",
}
languages = pytest.mark.parametrize("language", ["nl", "en"])


def sentences(language: str) -> list[str]:
    t = CATALOGUES.translator(language)
    said = [message.text for message in every_message(t).values()] + [
        profile.description(t),
        profile.short_description(t),
    ]
    lines = {line for text in said for line in re.sub(r"<[^>]*>", "", text).split("\n")}
    return [part for line in sorted(lines) for part in re.split(r"(?<=[.?!:])\s+", line) if len(words(part)) > 1]


def words(sentence: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['’:.,-][^\W_]+)*", sentence)


@languages
def test_sentences_are_short(language: str) -> None:
    lengths = {sentence: len(words(sentence)) for sentence in sentences(language)}
    assert median(lengths.values()) <= SHORTEST_LIMIT
    assert [sentence for sentence, count in lengths.items() if count > LONGEST] == []


@languages
@pytest.mark.parametrize("banned", [NOT_EVERYDAY, REPROACHES])
def test_no_jargon_and_no_reproach(language: str, banned: dict[str, str]) -> None:
    unwanted = set(banned[language].split())
    texts = [form for message in read_catalogue(language) if message.id for form in forms_of(message.string)]
    found = {word for text in texts for word in words(re.sub(r"\{\w+\}", "", text).lower())}
    assert found & unwanted == set()


@languages
def test_nobody_is_shouted_at(language: str) -> None:
    texts = [plain(form) for message in read_catalogue(language) if message.id for form in forms_of(message.string)]
    assert [text for text in texts if re.search(r"!|\b[A-Z]{3,}\b", text)] == []
