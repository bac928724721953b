"""Languages of a programme: fall-backs, its own wording, and mistakes in it."""

from typing import Any

import pytest

from programme.model import Programme
from tests.once import PROGRAMME
from texts.catalogue import load_catalogues


def programme(languages: tuple[str, ...] = ("nl", "en"), **texts: dict[str, Any]) -> Programme:
    return PROGRAMME.model_copy(update={"languages": languages, "texts": texts})


def test_each_language_speaks_for_itself() -> None:
    catalogues = load_catalogues(programme())
    assert catalogues.translator("nl")("button.skip") == "Overslaan"
    assert catalogues.translator("en")("button.skip") == "Skip"


@pytest.mark.parametrize(("languages", "expected"), [(("en", "nl"), "Skip"), (("nl", "en"), "Overslaan")])
def test_an_unknown_language_gets_the_first_one(languages: tuple[str, ...], expected: str) -> None:
    assert load_catalogues(programme(languages)).translator("ar")("button.skip") == expected


def test_an_unknown_key_is_an_error_not_a_text() -> None:
    t = load_catalogues(programme()).translator("en")
    with pytest.raises(KeyError, match=r"button\.skipp"):
        t("button.skipp")
    with pytest.raises(KeyError, match=r"time\.years"):
        t.many("time.years", 2)


def test_the_programme_may_say_it_in_its_own_words() -> None:
    t = load_catalogues(programme(nl={"check_in.thanks": "Bedankt namens {programme}."})).translator("nl")
    assert t("check_in.thanks") == "Bedankt namens In voor mantelzorg-thuis."
    assert t("button.skip") == "Overslaan"


def test_own_plurals() -> None:
    t = load_catalogues(programme(nl={"time.days_ago": ("één dag terug", "{n} dagen terug")})).translator("nl")
    assert (t.ago(2), t.many("time.days_ago", 1)) == ("2 dagen terug", "één dag terug")


def test_a_language_can_be_added_by_the_programme_alone() -> None:
    own = {"button.skip": "Hoppa över", "time.days_ago": ("för {n} dag sedan", "för {n} dagar sedan")}
    t = load_catalogues(programme(("en", "sv"), sv=own)).translator("sv")
    assert (t.language, t("button.skip"), t.ago(5)) == ("sv", "Hoppa över", "för 5 dagar sedan")
    assert t("button.back") == "Back"  # what it lacks, in the programme's first language


def test_what_the_first_language_lacks_is_said_in_dutch() -> None:
    t = load_catalogues(programme(("sv", "en"))).translator("sv")
    assert t("button.back") == "Terug"


@pytest.mark.parametrize(
    ("texts", "complaint"),
    [
        ({"button.skipp": "Hop"}, r"texts\.nl\.button\.skipp: the bot has no such text"),
        ({"check_in.thanks": "Dag {naam}"}, r"texts\.nl\.check_in\.thanks: no value for naam"),
        ({"time.moment": "{day:99999999}"}, r"texts\.nl\.time\.moment: no value for day:99999999"),
        ({"time.moment": "{day!x}, {clock:d}"}, r"texts\.nl\.time\.moment: no value for clock:d, day!x"),
        ({"check_in.thanks": "<b>Dag"}, r"texts\.nl\.check_in\.thanks: the HTML"),
        ({"check_in.thanks": "Jip & Janneke"}, r"texts\.nl\.check_in\.thanks: the HTML"),
        ({"check_in.thanks": "{"}, r"texts\.nl\.check_in\.thanks: "),
        ({"check_in.thanks": ("Dag", "Dag allen")}, r"texts\.nl\.check_in\.thanks: one text is needed"),
        ({"time.days_ago": "{n} dagen"}, r"texts\.nl\.time\.days_ago: a list of 2 plural forms"),
        ({"time.days_ago": ("{n} dag",)}, r"texts\.nl\.time\.days_ago: a list of 2 plural forms"),
    ],
)
def test_wording_that_does_not_fit_is_named_at_the_start(texts: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        load_catalogues(programme(nl=texts))
