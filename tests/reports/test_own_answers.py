"""The page with somebody's own answers: whatever was typed stays words."""

from reports.own_answers import Group, OwnAnswers, own_answers

HOSTILE = "<script>alert(1)</script>&\u202e\x00\ud800"


def page(language: str = "nl", right_to_left: bool = False, groups: tuple[Group, ...] = ()) -> str:
    return own_answers(
        OwnAnswers("Uw antwoorden", ["Gemaakt."], groups, "Er is niets.", language, right_to_left)
    ).decode()


def test_what_was_typed_is_shown_and_runs_nothing() -> None:
    made = page(groups=(Group(HOSTILE, [(HOSTILE, HOSTILE)]),))
    assert "<script" not in made
    assert made.count("&lt;script&gt;") == 3
    assert made.count("<bdi") == made.count("</bdi>") == 3


def test_it_stands_alone_and_asks_nothing_of_any_other_place() -> None:
    made = page()
    assert "default-src 'none'" in made
    assert "http:" not in made
    assert "https:" not in made
    assert 'name="viewport"' in made
    assert "Er is niets." in made


def test_it_reads_in_the_direction_of_its_language() -> None:
    assert '<html lang="ar" dir="rtl">' in page("ar", right_to_left=True)
    assert '<html lang="nl" dir="ltr">' in page()
