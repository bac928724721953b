"""What holds for everything the bot says: it fits, its HTML is right, and nobody's text can change it."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.commands import COMMANDS
from tests.once import CATALOGUES, PROGRAMME
from tests.texts.spoken import every_message
from texts.callback_data import LIMIT as DATA_LIMIT
from texts.callback_data import parse
from texts.escaping import is_balanced, length
from texts.message import LIMIT, ON_A_BUTTON, Message
from texts.messages import help as help_messages
from texts.messages import profile, toasts
from texts.plainly import plainly

HOSTILE = "<b>&_*[</i>\u202e\u200b\n✓ {practice}"
VISIBLE = "<b>&_*[</i> ✓ {practice}"
languages = pytest.mark.parametrize("language", PROGRAMME.languages)


class Tags(HTMLParser):
    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.found.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def check(name: str, message: Message) -> None:
    assert is_balanced(message.text), name
    assert 0 < length(message.text) <= LIMIT, name
    for button in (button for row in message.rows for button in row):
        assert button.label.strip(), name
        assert len(button.data.encode()) <= DATA_LIMIT, name
        assert button.copies or button.url or parse(button.data) is not None, name


@languages
def test_every_message_can_be_sent(language: str) -> None:
    for name, message in every_message(CATALOGUES.translator(language)).items():
        check(name, message)
        assert "{" not in message.text, name


@given(practice=st.text(max_size=60), title=st.text(max_size=200), typed=st.text(max_size=4096))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_message_can_be_sent_whatever_people_typed(practice: str, title: str, typed: str) -> None:
    for name, message in every_message(CATALOGUES.translator("nl"), practice, title, typed).items():
        check(name, message)


@pytest.mark.parametrize("big", ["&" * 4096, "👵🏽 " * 700, "<b>" * 900, "woord " * 680])
def test_long_texts_of_any_kind_fit(big: str) -> None:
    for name, message in every_message(CATALOGUES.translator("nl"), "Zwolle", big[:200], big).items():
        check(name, message)


@languages
def test_every_message_can_be_sent_to_who_has_them_read_aloud(language: str) -> None:
    """Whatever is quoted in it, and however many lines were left white there."""
    typed = "Beste allemaal,\n\n\n\nDinsdag is er koffie.\n\n"
    for name, message in every_message(CATALOGUES.translator(language), typed=typed).items():
        whole = plainly(message, is_edit=False)
        for said in (*whole.ahead, whole, plainly(message, is_edit=True)):
            check(name, said)
            assert said.text.strip(), name


#: What people write here keeps the lines they gave it; it stands apart from everything else.
LETTERS = ("circular", "drafted circular", "card", "field")


@languages
def test_text_of_others_is_shown_literally_and_changes_nothing_else(language: str) -> None:
    t = CATALOGUES.translator(language)
    innocent = every_message(t, *["Een gewoon stukje tekst."] * 3)
    for name, message in every_message(t, *[HOSTILE] * 3).items():
        hostile, other = Tags(message.text), Tags(innocent[name].text)
        assert hostile.found == other.found, name
        if not name.startswith(LETTERS):
            assert message.text.count("\n") == innocent[name].text.count("\n"), name
        assert len(message.rows) == len(innocent[name].rows), name
        everything = hostile.text + "".join(b.label for row in message.rows for b in row)
        assert not set(everything) & set("\u202e\u200b"), name
        if "Een gewoon stukje tekst." in other.text:
            assert VISIBLE in hostile.text, name


#: How the names begin of what tells how a group does, or of whom; but for lists, and where there is nothing to tell.
TELLING = (
    *("summary", "headcount", "wants to be called back", "told of", "trend of", "by experiment,", "remarks,"),
    *("programme overview", "programme map", "programme table", "programme turnout", "programme central"),
)
NOTHING_TOLD = ("summary practices", "trend of 0", "by experiment, 0", "remarks, 0")


def test_what_tells_of_people_cannot_be_passed_on() -> None:
    said = every_message(CATALOGUES.translator("nl"))
    telling = {name for name in said if name.startswith(TELLING) and not name.startswith(NOTHING_TOLD)}
    assert {prefix for prefix in TELLING if not any(name.startswith(prefix) for name in telling)} == set()
    assert [name for name in telling if not said[name].protected] == []


@languages
def test_buttons_have_words_and_fit_a_phone(language: str) -> None:
    for name, message in every_message(CATALOGUES.translator(language)).items():
        for label in (button.label for row in message.rows for button in row):
            assert re.search(r"[^\W\d_]{2}", label), (name, label)
            assert len(label) <= ON_A_BUTTON, (name, label)


@languages
def test_long_buttons_stand_alone_on_their_row(language: str) -> None:
    for name, message in every_message(CATALOGUES.translator(language)).items():
        for row in message.rows:
            assert len(row) == 1 or sum(len(button.label) for button in row) <= 28, name


@languages
def test_the_menu_fits_telegram(language: str) -> None:
    for name, description in help_messages.command_descriptions(CATALOGUES.translator(language), COMMANDS):
        assert re.fullmatch(r"[a-z0-9_]{1,32}", name)
        assert 3 <= len(description) <= 256


@languages
def test_notices_are_short_and_plain(language: str) -> None:
    for key in ("saved", "changed", "already_over", "not_yours", "changed_meanwhile"):
        assert re.fullmatch(r"[^<>&]{1,200}", toasts.toast(CATALOGUES.translator(language), key))


@languages
def test_the_profile_fits_telegram(language: str) -> None:
    t = CATALOGUES.translator(language)
    assert 0 < len(profile.name(t)) <= 64
    assert 0 < len(profile.description(t)) <= 512
    assert 0 < len(profile.short_description(t)) <= 120
    assert "…" not in profile.name(t)
