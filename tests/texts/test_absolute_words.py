"""*Alleen*, *niemand* and their like are promises: each text that has one was weighed, in all six languages."""

import re

import pytest

from tests.texts.catalogues import LANGUAGES, catalogue

#: Words that leave no exception.
ABSOLUTE = {
    "nl": r"alleen|niemand|nooit|enkel|slechts",
    "en": r"only|nobody|no one|never",
    "tr": r"yalnız\w*|sadece|kimse\w*|asla",
    "pl": r"tylko|nikt|nikogo|nikomu|nigdy|jedynie",
    "ar": r"فقط|أحد|أحدًا|أبدًا|غيركم|وحدكم",
    "uk": r"лише|тільки|ніхто|нікого|нікому|ніколи",
}
#: Answers can be led back to somebody by whoever has the database: that is pseudonymous, and never this.
ANONYMOUS = r"anoniem|anonym|anonim|анонім|مجهول|بدون هوية"
#: Why it holds. What is seen or read is said of one role, never of everybody.
HOLDS = {
    "said of the coordinator, who gets it in no other way": (
        "consent.caregiver consent.participant note.who_reads pause.why privacy.about_texts remarks.why"
    ),
    "said of the managers, to whom a file goes with rows of nobody else": (
        "consent.manager own_data.programme_sees research.what"
    ),
    "shown to whoever gave it, in no other output": "own_line.head own_line.caption own_line.only_yours",
    "a card of help, which nobody else sees in the bot before the yes to it": (
        "help_card.check_how help_card.check_alone"
    ),
    "what somebody is asked to do, or chose": (
        "consent.coordinator code.once privacy.texts_no button.texts_no registration.experiments"
        " privacy.research_no button.research_no on_behalf.consent proxy.file proxy.page"
    ),
    "the rule of small groups, in the words that are the same everywhere": (
        "summary.untold export.left_out all_practices.left_out"
    ),
    "a count of nought": (
        "round.skipped_nobody round.holiday_caregiver round.holiday_participant round.holiday_nobody response.nobody"
        " note.nobody_to_ask nudge.nobody note.nudge_not circular.to_nobody experiment.nobody import.nobody"
        " alarm.silence round.sure_open round.would_ask nudge.preview experiment.workers circular.lost circular.to"
        " attention.invitations leaders.nobody"
    ),
    "what the bot does or does not do": (
        "on_behalf.begun note.private_only note.cannot_read note.cannot_hear note.cannot_look note.unheard note.unseen"
        " note.erase_later note.last_manager nudge.at practices.sure_close import.explanation"
        " import.problem_managers_only note.emergency note.question_kept practice_report.method_change"
        " report.method_change note.practice_closed leaving.after_leading leaving.stop_leading"
        " check_in.only_that help_card.again"
    ),
    "the notice: whoever never joined; what still comes after a stop": "consent.more consent.rights",
    "the word in another sense: one of these, somebody, never mind": (
        "report.method_on_behalf note.tap_below note.tap_a_button button.never_mind button.pause_not handbook.caption"
        " waiting.contacts ended.how_leader call_back.offer_managers"
    ),
}
ALLOWED = {key for keys in HOLDS.values() for key in keys.split()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_with_an_absolute_word_was_weighed(language: str) -> None:
    found = {key for key, forms in _said(language).items() if _has(ABSOLUTE[language], forms)}
    assert found - ALLOWED == set(), "does it hold of everybody, Telegram and the owner too? Then say why in HOLDS"


def test_what_was_weighed_is_still_there() -> None:
    found = {key for language in LANGUAGES for key, forms in _said(language).items() if _has(ABSOLUTE[language], forms)}
    assert ALLOWED - found == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_called_anonymous(language: str) -> None:
    assert [key for key, forms in _said(language).items() if re.search(ANONYMOUS, " ".join(forms), re.IGNORECASE)] == []


def _said(language: str) -> dict[str, tuple[str, ...]]:
    """What the bot says; what people may type is no promise."""
    return {key: tuple(forms) for key, forms in catalogue(language).items() if not key.startswith("typed.")}


def _has(words: str, forms: tuple[str, ...]) -> bool:
    return re.search(rf"(?<!\w)(?:{words})(?!\w)", " ".join(forms), re.IGNORECASE) is not None
