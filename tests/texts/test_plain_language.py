"""Level B1, in Dutch and in English: short sentences, everyday words, and never a reproach."""

import re
from collections.abc import Iterator
from statistics import median

import pytest
from pydantic import BaseModel

from tests.once import CATALOGUES, PROGRAMME
from tests.texts.spoken import every_message
from texts.catalogue import read_catalogue
from texts.escaping import length, plain
from texts.messages import profile
from texts.own_wording import forms_of

SHORTEST_LIMIT, LONGEST = 10, 20
LITTLE = 300
#: With every answer given, long ones among them, read back on the same screen; or with whom to call above the question.
UP_TO_400 = {
    "thanks",
    "on behalf 5",
    "looking back",
    "looking back at a text",
    "check-in 2",
    "on behalf 2",
    "whom to invite",
    "thanks of a participant",
    "experiment",
}
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
#: What the monitor of 2020 printed, and the bot says after it letter by letter.
PRINTED = "Deelnemers aan de lerende praktijken van In voor Mantelzorg Thuis, gegroepeerd"
languages = pytest.mark.parametrize("language", ["nl", "en"])


def sentences(language: str) -> list[str]:
    """Everything said: in messages as they are filled in, in the catalogue (notices too), and in the programme."""
    t = CATALOGUES.translator(language)
    said = [
        *(message.text for message in every_message(t).values()),
        profile.description(t),
        profile.short_description(t),
        *own_texts(language),
        *(text[language] for text in localised(PROGRAMME)),
    ]
    lines = {line for text in said for line in re.sub(r"<[^>]*>", "", text).split("\n")}
    return [part for line in sorted(lines) for part in re.split(r"(?<=[.?!:])\s+", line) if len(words(part)) > 1]


def own_texts(language: str) -> list[str]:
    """What the bot says; the lists of what people type are in their words."""
    said = [one for one in read_catalogue(language) if one.id and not str(one.id).startswith("typed.")]
    return [form for message in said for form in forms_of(message.string)]


def localised(part: object) -> Iterator[dict[str, str]]:
    """Every text of the programme file, in all its languages."""
    if isinstance(part, dict) and PROGRAMME.languages[0] in part and isinstance(part[PROGRAMME.languages[0]], str):
        yield part
    elif isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from localised(inner)
    elif isinstance(part, BaseModel):
        yield from localised(part.model_dump(mode="json"))


def words(sentence: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['’:.,-][^\W_]+)*", sentence)


@languages
def test_sentences_are_short(language: str) -> None:
    lengths = {sentence: len(words(sentence)) for sentence in sentences(language)}
    assert median(lengths.values()) <= SHORTEST_LIMIT
    assert [one for one, count in lengths.items() if count > LONGEST and not one.startswith(PRINTED)] == []


#: What cannot be said in 300 characters: the privacy notice, what leaders read, long lists, and long answers.
LONGER = (
    "consent",
    "desk",
    "logbook",
    "reply",
    "feedback",
    "notice",
    "privacy",
    "own data",
    "summary",
    "help",
    "registered",
    "round",
    "invitation",
    "nudge",
    "by experiment",
    "card",
    "drafted circular",
    "field",
    "remarks",
    "trend",
    "import",
    "leading: list",
    "many answers",
    "over",
    "programme",
    "past",
)


@languages
def test_a_message_is_little_to_read(language: str) -> None:
    said = every_message(CATALOGUES.translator(language))
    lengths = {name: length(message.text) for name, message in said.items() if not name.startswith(LONGER)}
    assert {name: found for name, found in lengths.items() if found > LITTLE and name not in UP_TO_400} == {}
    assert max(lengths.values()) <= 400


@languages
@pytest.mark.parametrize("banned", [NOT_EVERYDAY, REPROACHES])
def test_no_jargon_and_no_reproach(language: str, banned: dict[str, str]) -> None:
    unwanted = set(banned[language].split())
    texts = [*own_texts(language), *(text[language] for text in localised(PROGRAMME))]
    found = {word for text in texts for word in words(re.sub(r"\{\w+\}", "", text).lower())}
    assert found & unwanted == set()


@languages
def test_nobody_is_shouted_at(language: str) -> None:
    texts = [plain(form) for form in own_texts(language)]
    assert [text for text in texts if re.search(r"!|\b[A-Z]{3,}\b", text)] == []
