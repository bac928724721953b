"""The notice is true and whole: a sentence for every way out, in every language, short enough to be read."""

import re

import pytest

from programme.controller import REQUIRED, Controller
from programme.loading import load
from rules.access import Role
from rules.keeping import Keeping
from rules.outputs import OUTPUTS, Of, Owner
from tests.texts.catalogues import catalogue
from texts import notice
from texts.catalogue import load_catalogues
from texts.escaping import Markup, plain
from texts.notice import SAYS, Terms

PROGRAMME = load()
CATALOGUES = load_catalogues(PROGRAMME)
LANGUAGES = PROGRAMME.languages
#: How the notice calls who gets something: the beginning of the word.
CALLED = {
    "nl": ("coördinator", "programmaleiders", "computer beheert", "gesprek|deelnemers|meedoe"),
    "en": ("coordinator", "programme managers", "runs the computer", "participants|takes part"),
    "tr": ("koordinatör", "program yöneticileri", "bilgisayarı yöneten", "katılan|katılımcı"),
    "pl": ("koordynator", "kierowni", "prowadzi komputer", "bierze udział|uczestnicy"),
    "ar": ("المنسّق", "مديرو|لمديري", "يدير الحاسوب", "يشارك|المشاركون"),
    "uk": ("координатор", "керівник", "веде комп’ютер", "бере участь|учасники"),
}
RECIPIENTS = (Role.COORDINATOR, Role.MANAGER, Owner.OWNER, Role.PARTICIPANT)
FILLED = Controller(
    name="Gemeente Dijkstad",
    address="Dorpsstraat 1, 1234 AB Dijkstad",
    email="privacy@dijkstad.example",
    privacy_officer="F. de Vries",
    host="Rekenhuis BV, in Nederland",
    complaint="Autoriteit Persoonsgegevens",
    contact="020 555 0100",
    purposes={language: f"leren {language}" for language in LANGUAGES},
    legal_basis={language: f"toestemming {language}" for language in LANGUAGES},
    recipients={language: f"niemand verder {language}" for language in LANGUAGES},
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_way_out_has_a_sentence_that_names_who_gets_it(language: str) -> None:
    """Every row of the table of outputs, but what the bot says of its own."""
    t, said = CATALOGUES.translator(language), notice.screens(CATALOGUES.translator(language))[1]
    for row in OUTPUTS:
        for of in row.of - {Of.NOBODY}:
            sentence = catalogue(language)[SAYS[of]][0]
            assert plain(t("sees.line", sentence=Markup(sentence)))[:20] in plain(said), row.name
            if of is not Of.THEMSELF:
                assert _unnamed(language, sentence, row.to) == set(), (row.name, of)


def _unnamed(language: str, sentence: str, to: frozenset[object]) -> set[object]:
    words = dict(zip(RECIPIENTS, CALLED[language], strict=True))
    return {one for one in to & words.keys() if not re.search(words[one], sentence, re.IGNORECASE)}  # type: ignore[index]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_message_has_ninety_words_and_each_screen_three_hundred(language: str) -> None:
    t = CATALOGUES.translator(language)
    for role in Role:
        assert len(plain(notice.short(t, role, "Horst aan de Maas")).split()) <= 90
    for screen in notice.screens(t, Terms(FILLED)):
        assert len(plain(screen).split()) <= 300


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_responsible_stands_in_the_notice_and_changes_its_fingerprint(language: str) -> None:
    t = CATALOGUES.translator(language)
    whole = "".join(map(plain, notice.screens(t, Terms(FILLED))))
    before = notice.of_notice(t, Role.CAREGIVER, "Ede", Terms(FILLED))
    for field in REQUIRED:
        value = getattr(FILLED, field)
        assert (value if isinstance(value, str) else value[language]) in whole.replace("\u2068", "").replace(
            "\u2069", ""
        )
        other = "iets anders" if isinstance(value, str) else dict.fromkeys(LANGUAGES, "iets anders")
        changed = Terms(FILLED.model_copy(update={field: other}))
        assert notice.of_notice(t, Role.CAREGIVER, "Ede", changed) != before
    assert plain(t("consent.not_filled")) not in whole


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_terms_are_those_in_force(language: str) -> None:
    t = CATALOGUES.translator(language)
    for name in ("texts_days", "answers_months", "accounts_months", "audit_years"):
        other = Terms(keeping=Keeping(**{name: 77}))  # type: ignore[arg-type]
        assert "77" in "".join(notice.screens(t, other))
        assert notice.of_notice(t, Role.CAREGIVER, "Ede", other) != notice.of_notice(t, Role.CAREGIVER, "Ede")
    assert "43" in notice.screens(t, Terms(minimum_group=43))[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_owner_is_named_in_what_the_bot_itself_says(language: str) -> None:
    assert not [key for key, forms in catalogue(language).items() if re.search("Movisie|Vilans", " ".join(forms))]


def test_who_is_responsible_in_a_practice_may_differ() -> None:
    own = Controller(name="Gemeente Ede")
    practices = [one.model_copy(update={"controller": own} if one.slug == "ede" else {}) for one in PROGRAMME.practices]
    programme = PROGRAMME.model_copy(update={"controller": FILLED, "practices": tuple(practices)})
    assert programme.controller_of("ede") == FILLED.model_copy(update={"name": "Gemeente Ede"})
    assert programme.controller_of(None) == programme.controller_of("horst-aan-de-maas") == FILLED


def test_what_is_missing_is_named_also_in_one_language() -> None:
    assert FILLED.missing(LANGUAGES) == []
    assert Controller().missing(LANGUAGES) == [f"controller.{name}" for name in REQUIRED if name != "complaint"]
    assert FILLED.model_copy(update={"purposes": {"nl": "leren"}}).missing(LANGUAGES) == ["controller.purposes"]


@pytest.mark.parametrize("nothing", ["", "  ", "-", "…", "☐ ______", "?"])
@pytest.mark.parametrize("field", REQUIRED)
def test_what_says_nothing_is_missing(field: str, nothing: str) -> None:
    said = nothing if isinstance(getattr(FILLED, field), str) else {**getattr(FILLED, field), "pl": nothing}
    assert FILLED.model_copy(update={field: said}).missing(LANGUAGES) == [f"controller.{field}"]


@pytest.mark.parametrize("email", ["geen", "privacy at dijkstad", "@dijkstad", "nog invullen"])
def test_an_email_without_an_address_is_missing(email: str) -> None:
    assert FILLED.model_copy(update={"email": email}).missing(LANGUAGES) == ["controller.email"]
