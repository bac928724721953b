"""Figures keep the question of their time: its words, its answers to choose from, and no company of other ones."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from programme.model import Programme
from rules.asked import Asked, asked_alike
from rules.programme_view import together
from rules.question_version import QuestionVersion, versions
from rules.telling import Told
from rules.window_figures import Window, WindowFigures
from tests.once import PROGRAMME

DAY = date(2026, 12, 1)
MOMENT, HOUR = datetime(2026, 12, 1, 11, 15, tzinfo=UTC), timedelta(hours=1)
FIVE, FOUR = Told((3, 4, 2, 2, 3), False), Told((3, 4, 2, 3), False)


def window(practice: int, told: Told, version: int, weeks: int = 0, key: str = "samen") -> Window:
    ended = DAY + timedelta(weeks=weeks)
    figures = WindowFigures({"samen": told}, None, {"samen": version}, questions={"samen": key})
    return Window(practice * 100 + weeks, practice, 1, 3, ended, ended, figures=figures)


def changed(**values: Any) -> Programme:
    """The programme file asks the first question otherwise."""
    file = PROGRAMME.model_dump(mode="json")
    file["forms"][0]["questions"][0] |= values
    return Programme.model_validate(file)


def known(*programmes: Programme) -> dict[tuple[str, int], QuestionVersion]:
    return {(one.question, one.version): one for each in programmes for one in versions(each)}


def labels(asked: Asked, one: Window | None) -> list[str]:
    return [option.label["nl"] for option in asked.options(one)["samen"]]


def test_a_window_keeps_the_answers_of_its_time() -> None:
    labels_then = [option.label for option in PROGRAMME.forms[0].questions[0].options]
    turned = [{"key": str(n), "label": label} for n, label in enumerate(labels_then[:0:-1], 1)]
    now = changed(version=2, options=turned)
    asked = Asked(now, known(PROGRAMME, now))
    assert labels(asked, None) == ["Heel goed", "Goed", "Gaat wel", "Moeizaam"]
    assert labels(asked, window(1, FOUR, 2)) == labels(asked, None)
    then = ["Heel moeizaam", "Moeizaam", "Gaat wel", "Goed", "Heel goed"]
    assert labels(asked, window(1, FIVE, 1)) == then
    assert [(one.key, one.version) for one in asked.every()][:2] == [("samen", 2), ("samen", 1)]


def test_a_question_with_another_key_is_another_question_whatever_its_version() -> None:
    words = dict.fromkeys(PROGRAMME.languages, "Ja")
    now = changed(key="samen_anders", options=[{"key": key, "label": words} for key in "12"])
    asked = Asked(now, known(PROGRAMME, now))
    assert labels(asked, window(1, FIVE, 1))[0] == "Heel moeizaam"
    assert asked_alike([window(1, FIVE, 1), window(2, FIVE, 1, 1, "samen_anders")], "samen")[0].practice_id == 2


def test_words_in_a_language_that_came_later_are_those_there_were() -> None:
    old = versions(PROGRAMME)[0]
    only_dutch = replace(old, wording={"text": {"nl": "Toen?"}, "options": [["1", {"nl": "Slecht"}]]})
    now = changed(version=2).model_copy(update={"languages": ("en", "nl")})
    then = Asked(now, {("samen", 1): only_dutch}).scales(window(1, FIVE, 1))["samen"]
    assert (then.text["en"], then.options[0].label["en"]) == ("Toen?", "Slecht")


def test_what_was_asked_differently_is_never_added_up() -> None:
    """Also when it has as many answers; the newest that tells decides which."""
    windows = [window(1, FIVE, 1), window(2, FIVE, 1, 1), window(3, FOUR, 2, 2)]
    whole = together(windows, "samen")
    assert (whole.found, whole.shown, whole.of) == (FOUR, 1, 3)
    alike = together([window(1, FIVE, 1), window(2, FIVE, 2, 1)], "samen")
    assert (alike.found, alike.shown, alike.of) == (FIVE, 1, 2)
    before = together(windows[:2], "samen")
    assert before.found == Told((6, 8, 4, 4, 6), False)


def test_a_question_that_is_asked_no_longer_is_still_told_in_its_words() -> None:
    file = PROGRAMME.model_dump(mode="json")
    del file["forms"][0]["questions"][0]
    file["forms"][0]["turns"] = []
    asked = Asked(Programme.model_validate(file), known(PROGRAMME))
    assert "samen" not in asked.options()
    assert labels(asked, window(1, FIVE, 1))[0] == "Heel moeizaam"
    assert [one.key for one in asked.in_window(window(1, FIVE, 1))] == ["samen"]
    gone = asked.every()[-1]
    assert (gone.key, gone.kind, gone.central) == ("samen", "scale", "samen")


def test_a_question_that_came_later_was_not_asked_then() -> None:
    asked = Asked(PROGRAMME, known(PROGRAMME))
    before = window(1, FIVE, 1)
    assert before.figures
    all_of_it = {key: 1 for one in PROGRAMME.forms for key in (question.key for question in one.questions)}
    since = replace(before, figures=replace(before.figures, versions=all_of_it))
    assert [one.key for one in asked.in_window(before)] == ["samen"]
    assert len(asked.in_window(since)) > 3


def test_a_status_is_told_in_the_words_of_its_time() -> None:
    """Renamed, gone and new ones: each moment has those that could be answered then."""
    file = PROGRAMME.model_dump(mode="json")
    (asked,) = (one for form in file["forms"] for one in form["questions"] if one["key"] == "status")
    asked["version"] = 2
    by_key = {option["key"]: option for option in asked["options"]}
    by_key["done"]["label"] = dict.fromkeys(PROGRAMME.languages, "Af")
    by_key["busy"]["key"] = "tried"
    now = Programme.model_validate(file)
    kept = [replace(one, kept_at=MOMENT) for one in versions(PROGRAMME)]
    kept += [replace(one, kept_at=MOMENT + 9 * HOUR) for one in versions(now)]
    told = Asked(now, {(one.question, one.version): one for one in kept})
    for at in (MOMENT - HOUR, MOMENT, MOMENT + 8 * HOUR):
        assert told.statuses(at).keys() == PROGRAMME.statuses().keys()
        assert told.statuses(at)["busy"].label["nl"] == "Bezig"
        assert told.statuses(at)["done"].label["nl"] == "Klaar"
    assert told.statuses(MOMENT + 9 * HOUR) == now.statuses()
    assert told.statuses(MOMENT)["done"].ends
