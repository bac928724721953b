"""A spreadsheet laid over what there is: what it changes, what keeps it from that, and never a surprise."""

from collections.abc import Sequence
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rules.import_plan import Change, Plan
from rules.import_rows import NO_OUTCOME, Cells, Contents, Problem, recognise
from rules.import_words import fold
from rules.importing import plan
from rules.inventory import DesignQuestion, Experiment, Inventory, Practice
from tests.once import CATALOGUES, PROGRAMME
from texts.import_words import understood_words

WORDS = understood_words([CATALOGUES.translator(one) for one in PROGRAMME.languages], PROGRAMME)
SAMEN = DesignQuestion(1, "samen", "Hoe zorgen wij samen?", (Experiment(5, "Koffie-uur", "busy"),))
VOL = DesignQuestion(2, "volhouden", "Wat helpt om het vol te houden?")
ZWOLLE = Practice(11, "Zwolle", "noord", 52.5, 6.1, None, (SAMEN, VOL), {"welfare": 2})
EDE = Practice(4, "Ede", "midden", 52.0, 5.7, "Thema")
HEADERS = {
    "Praktijken": ("Naam", "Vakantieregio", "Breedtegraad", "Lengtegraad", "Kernthema"),
    "Ontwerpvragen": ("Nr", "Praktijk", "Centrale vraag", "Ontwerpvraag"),
    "Experimenten": ("Nr", "Praktijk", "Ontwerpvraag", "Experiment", "Stand"),
    "Deelnemers": ("Praktijk", "Soort organisatie"),
}


def sheets(**rows: Sequence[tuple[str, ...]]) -> dict[str, Cells]:
    """Sheets by the first letters of their titles."""
    found = {title: next((rows[key] for key in rows if title.lower().startswith(key)), []) for title in HEADERS}
    return {title: [*enumerate([HEADERS[title], *below], start=1)] for title, below in found.items()}


def planned(cells: dict[str, Cells], before: Inventory = (ZWOLLE,), *, is_manager: bool = False) -> Plan:
    contents, misread = recognise(cells, WORDS)
    return plan(before, contents, is_manager=is_manager, misread=misread)


def problems(found: Plan) -> list[tuple[str, int, str]]:
    return [(one.sheet, one.row, one.what) for one in found.problems]


def settled(after: Inventory) -> Inventory:
    """As it would be read back: everything has a number of its own."""
    numbers = count(1000)

    def question(one: DesignQuestion) -> DesignQuestion:
        below = tuple(replace(under, id=under.id or next(numbers)) for under in one.experiments)
        return replace(one, id=one.id or next(numbers), experiments=below)

    return tuple(
        replace(one, id=one.id or next(numbers), questions=tuple(question(each) for each in one.questions))
        for one in after
    )


# --- what a file changes ---


def test_an_empty_file_changes_nothing() -> None:
    found = planned(sheets())
    assert (found.changes, found.problems) == ((), ())


@pytest.mark.parametrize("named", ["{} - Tabel 1", "Kopie van {}", "Blad {}", "1. {} (2)"])
def test_a_sheet_under_another_name_is_known_by_its_headers(named: str) -> None:
    """As programs name them that save one sheet for each table, or that copy one; a title may stand above."""
    filled = sheets(o=[("1", "Zwolle", "Volhouden", "Hoe dan?")], d=[("Zwolle", "Gemeente")])
    others = {named.format(title): [(0, ["Tabel 1"]), *cells] for title, cells in filled.items()}
    overview: Cells = [(1, ["Naam", "Aantal tabellen"]), (2, ["Ontwerpvragen", "1"])]
    assert recognise({"Overzicht": overview, **others}, WORDS) == recognise(filled, WORDS)


def test_of_two_sheets_that_look_alike_none_is_guessed() -> None:
    filled = sheets(o=[("1", "Zwolle", "Volhouden", "Hoe dan?")])
    asked = filled.pop("Ontwerpvragen")
    contents, misread = recognise({**filled, "Oud": asked, "Nieuw": asked}, WORDS)
    assert contents.questions == ()
    assert Problem("questions", 0, "sheet_missing") in misread
    by_title, _ = recognise({**filled, "Oud": [], "Ontwerpvragen": asked, "Nieuw": asked}, WORDS)
    assert [one.question for one in by_title.questions] == ["Hoe dan?"]


def test_a_question_is_known_by_its_text_whatever_its_capitals_and_blanks() -> None:
    found = planned(sheets(o=[("1", " zwolle ", "samen zorgen", "Hoe  zorgen wij SAMEN? ")]))
    (practice,) = found.after
    assert [one.id for one in practice.questions] == [1, 2]
    assert practice.questions[0].text == "Hoe zorgen wij SAMEN?"
    assert found.changes == (Change("question", "changed", "Hoe zorgen wij SAMEN?"),)


def test_what_is_not_in_the_file_stays() -> None:
    found = planned(sheets(o=[("", "Zwolle", "Goede zorg", "Wat is goede zorg?")]))
    (practice,) = found.after
    assert practice.questions[:2] == ZWOLLE.questions
    assert practice.outside == ZWOLLE.outside
    assert found.changes == (Change("question", "added", "Wat is goede zorg?"),)


def test_a_number_is_a_place_in_the_list() -> None:
    found = planned(sheets(o=[("1", "Zwolle", "2", VOL.text), ("2", "Zwolle", "3", "Wat is goede zorg?")]))
    assert [one.text for one in found.after[0].questions] == [VOL.text, "Wat is goede zorg?", SAMEN.text]
    assert Change("question", "order", "Zwolle") in found.changes


def test_an_experiment_lies_under_its_question_also_a_new_one() -> None:
    rows = [("1", "Zwolle", SAMEN.text, "koffie-uur", "Klaar"), ("", "Zwolle", "Wat is goede zorg?", "Belkaart", "")]
    found = planned(sheets(o=[("", "", "Goede zorg", "Wat is goede zorg?")], e=rows))
    first, _, third = found.after[0].questions
    assert first.experiments == (Experiment(5, "koffie-uur", "done"),)
    assert third.experiments == (Experiment(None, "Belkaart", None),)


def test_participants_of_a_practice_in_the_file_are_as_many_as_their_rows() -> None:
    found = planned(sheets(d=[("Zwolle", "Gemeente"), ("Zwolle", ""), ("Zwolle", "gemeente")]))
    assert found.after[0].outside == {"municipality": 2, None: 1}
    assert found.changes == (Change("participants", "changed", "Zwolle", 2, 3),)


def test_a_line_break_in_a_cell_is_a_blank() -> None:
    found = planned(sheets(o=[("1", "Zwolle", "Volhouden", "Wat helpt om\r\nhet vol te houden?")]))
    assert found.changes == (Change("question", "order", "Zwolle"),)


def test_what_nobody_sees_makes_no_other_word() -> None:
    cells = sheets(o=[("", "Zwolle\u200b", "Volhou\u00adden", "Wat helpt\u00a0om het vol te houden?\ufeff")])
    (number, header), *below = cells["Ontwerpvragen"]
    cells["Ontwerpvragen"] = [(number, [f"\u200e{cell}\u200d" for cell in header]), *below]
    assert (planned(cells).changes, planned(cells).problems) == ((), ())


def test_the_headers_may_stand_below_a_title() -> None:
    cells = sheets(o=[("", "Zwolle", "Goede zorg", "Wat is goede zorg?")])
    titled = [(1, ["Praktijk Zwolle, versie 3"]), (2, ["Praktijk", "van deze lijst"])]
    cells["Ontwerpvragen"] = [*titled, *((number + 3, row) for number, row in cells["Ontwerpvragen"])]
    assert planned(cells).changes == (Change("question", "added", "Wat is goede zorg?"),)


def test_a_formula_without_an_outcome_is_named_where_it_matters() -> None:
    found = planned(sheets(e=[(NO_OUTCOME, "Zwolle", SAMEN.text, NO_OUTCOME, "")]))
    assert [(one.sheet, one.row, one.what, one.column) for one in found.problems] == [
        ("experiments", 2, "formula", "nr")
    ]
    cells = sheets(o=[("", "Zwolle", "Goede zorg", "Wat is goede zorg?")])
    cells["Ontwerpvragen"] = [(number, [*row, NO_OUTCOME]) for number, row in cells["Ontwerpvragen"]]
    assert planned(cells).problems == ()


def test_what_ended_is_left_as_it_is() -> None:
    over = replace(ZWOLLE, questions=(replace(SAMEN, ended=("Belkring",)),), ended=(VOL.text,))
    rows = [("", "Zwolle", SAMEN.text, "belkring", "Bezig"), ("", "Zwolle", VOL.text.upper(), "Iets", "")]
    found = planned(sheets(o=[("", "Zwolle", "Volhouden", VOL.text)], e=rows), (over,))
    assert (found.problems, found.changes, found.ended) == ((), (), 3)


def test_nobody_is_a_word() -> None:
    assert planned(sheets(d=[("Zwolle", "Niemand")])).after[0].outside == {}


def test_a_manager_adds_a_practice_and_fills_it_in_one_file() -> None:
    cells = sheets(
        p=[("Urk", "Midden", "52,66", "5.6", ""), ("Ede", "", "", "", "Ander thema")],
        o=[("1", "Urk", "Volhouden", "Wat helpt op Urk?")],
        d=[("urk", "Ondernemer")],
    )
    found = planned(cells, (ZWOLLE, EDE), is_manager=True)
    urk = Practice(
        None,
        "Urk",
        "midden",
        52.66,
        5.6,
        None,
        (DesignQuestion(None, "volhouden", "Wat helpt op Urk?"),),
        {"entrepreneur": 1},
    )
    assert found.problems == ()
    assert found.after == (ZWOLLE, replace(EDE, core_theme="Ander thema"), urk)
    assert found.out_of_bounds == 1  # Urk has one question, Ede none


@pytest.mark.parametrize("language", PROGRAMME.languages)
def test_a_file_is_understood_in_every_language(language: str) -> None:
    t = CATALOGUES.translator(language)
    central = PROGRAMME.central_questions[0]
    cells: dict[str, Cells] = {
        t(f"import.sheet_{sheet}"): [(1, [t(f"import.column_{one}") for one in columns])]
        for sheet, columns in (
            ("experiments", ("practice", "question", "experiment")),
            ("participants", ("practice", "organisation")),
        )
    }
    header = [t(f"import.column_{one}") for one in ("practice", "central", "question")]
    cells[t("import.sheet_questions")] = [(1, header), (2, ["Zwolle", central.text[language], "Wat nu?"])]
    found = planned(cells)
    assert found.problems == ()
    assert found.after[0].questions[-1] == DesignQuestion(None, "samen", "Wat nu?")


def test_no_word_means_two_things() -> None:
    for sheet, columns in WORDS.columns.items():
        translators = [CATALOGUES.translator(one) for one in PROGRAMME.languages]
        said = {(fold(t(f"import.column_{key}")), key) for t in translators for key in columns.values()}
        assert len({words for words, _ in said}) == len(said), sheet
    kinds = {(fold(name), kind.key) for kind in PROGRAMME.organisation_types for name in kind.name.values()}
    assert len({words for words, _ in kinds}) == len(kinds)
    assert not WORDS.nobody & set(WORDS.organisations)


# --- what keeps a file from being applied ---


def test_another_practice_is_refused_in_the_same_words_whether_it_exists_or_not() -> None:
    rows = [("1", "Ede", "1", "Vraag?"), ("1", "Atlantis", "1", "Vraag?")]
    found = planned(sheets(o=rows, d=[("Ede", "Gemeente"), ("Atlantis", "Gemeente")]))
    assert problems(found) == [
        ("questions", 2, "other_practice"),
        ("questions", 3, "other_practice"),
        ("participants", 2, "other_practice"),
        ("participants", 3, "other_practice"),
    ]


def test_practices_are_for_managers_alone_the_own_one_too() -> None:
    found = planned(sheets(p=[("Zwolle", "Zuid", "", "", ""), ("Ede", "", "", "", "")]))
    assert problems(found) == [("practices", 2, "managers_only"), ("practices", 3, "managers_only")]


def test_a_sheet_that_is_missing_is_named_if_one_needs_it() -> None:
    cells = sheets()
    del cells["Praktijken"], cells["Deelnemers"]
    assert problems(planned(cells)) == [("participants", 0, "sheet_missing")]
    assert len(planned(cells, is_manager=True).problems) == 2


def test_a_column_that_is_missing_is_named_and_its_rows_are_left_alone() -> None:
    cells = sheets()
    cells["Experimenten"] = [(1, ("Nr", "Praktijk", "Iets anders")), (2, ("1", "Ede", ""))]
    found = planned(cells).problems
    assert {(one.what, one.column) for one in found} == {
        ("column_missing", "question"),
        ("column_missing", "experiment"),
    }


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ({"o": [("een", "Zwolle", "1", "Vraag?")]}, "no_number"),
        ({"o": [("0", "Zwolle", "1", "Vraag?")]}, "no_number"),
        ({"o": [("", "Zwolle", "4", "Vraag?")]}, "unknown_word"),
        ({"o": [("", "Zwolle", "", "Vraag?")]}, "no_central"),
        ({"o": [("", "Zwolle", "1", "")]}, "no_question"),
        ({"o": [("", "", "1", "Vraag?")]}, "no_practice"),
        ({"o": [("", "Atlantis", "1", "Vraag?")]}, "unknown_practice"),
        ({"o": [("", "Zwolle", "1", "x" * 501)]}, "too_long"),
        ({"e": [("", "Zwolle", "Welke?", "Titel", "")]}, "unknown_question"),
        ({"e": [("", "Zwolle", "", "Titel", "")]}, "no_question"),
        ({"e": [("", "Zwolle", VOL.text, "", "Klaar")]}, "no_title"),
        ({"e": [("", "Zwolle", VOL.text, "Titel", "Heel klaar")]}, "unknown_word"),
        ({"d": [("Zwolle", "Gemeentee")]}, "unknown_word"),
        ({"p": [("Urk", "Noord", "", "", "")]}, "incomplete"),
        ({"p": [("Urk", "Oost", "52", "5", "")]}, "unknown_word"),
        ({"p": [("Urk", "Noord", "5.6", "52.7", "")]}, "no_place"),
        ({"p": [("", "Noord", "52", "5", "")]}, "no_name"),
        ({"p": [("u" * 81, "Noord", "52", "5", "")]}, "name_too_long"),
    ],
)
def test_what_is_wrong_is_named_once_with_its_row(rows: dict[str, list[tuple[str, ...]]], what: str) -> None:
    assert [one[1:] for one in problems(planned(sheets(**rows), is_manager=True))] == [(2, what)]


def test_the_same_twice_in_a_file_is_a_slip() -> None:
    twice = [("1", "Zwolle", "1", "Vraag?"), ("2", "Zwolle", "1", " vraag? ")]
    assert problems(planned(sheets(o=twice))) == [("questions", 3, "twice")]


# --- always ---

names = st.sampled_from(["Zwolle", "zwolle ", "Ede", "Urk", "", "\u200b", "İstanbul"]) | st.text(max_size=6)
texts = st.sampled_from([SAMEN.text, VOL.text, "Koffie-uur", "koffie-uur", "Nieuw", "nieuw ", ""]) | st.text(max_size=8)
numbers = st.sampled_from(["", "1", "2", "3", "1.", "9", "x"])
places = st.sampled_from(["", "52.1", "5,2", "nan", "inf", "1e400", "x"])
centrals = st.sampled_from(["1", "Volhouden", "", "Niets"])
statuses = st.sampled_from(["", "Klaar", "Bezig", "Zo"])
filled = st.builds(
    lambda p, o, e, d: sheets(p=p, o=o, e=e, d=d),
    st.lists(st.tuples(names, st.sampled_from(["Noord", ""]), places, places, texts), max_size=4),
    st.lists(st.tuples(numbers, names, centrals, texts), max_size=6),
    st.lists(st.tuples(numbers, names, texts, texts, statuses), max_size=6),
    st.lists(st.tuples(names, st.sampled_from(["Gemeente", "", "Niemand", "?"])), max_size=6),
)
anything = st.dictionaries(
    st.sampled_from([*HEADERS, "Iets"]) | st.text(max_size=4),
    st.lists(st.tuples(st.integers(1, 9), st.lists(st.sampled_from(["Nr", "Praktijk", "Ontwerpvraag"]) | st.text()))),
)


@given(anything, st.booleans())
@settings(deadline=None)
def test_no_cells_whatever_make_it_stumble(cells: dict[str, Cells], is_manager: bool) -> None:
    contents, misread = recognise(cells, WORDS)
    assert Contents.from_json(contents.as_json()) == contents
    found = plan((ZWOLLE, EDE), contents, is_manager=is_manager, misread=misread)
    assert isinstance(found.fingerprint, int)
    assert all(isinstance(one, Problem) for one in found.problems)


@given(filled, st.booleans())
@settings(deadline=None, max_examples=300)
def test_the_same_file_once_more_changes_nothing(cells: dict[str, Cells], is_manager: bool) -> None:
    first = planned(cells, (ZWOLLE, EDE) if is_manager else (ZWOLLE,), is_manager=is_manager)
    assert bool(first.changes) == (first.after != first.before)
    if not first.problems:  # else nothing is applied
        again = planned(cells, settled(first.after), is_manager=is_manager)
        assert (again.problems, again.changes) == ((), ())


@given(filled)
@settings(deadline=None)
def test_a_coordinator_changes_the_own_practice_and_nothing_ends(cells: dict[str, Cells]) -> None:
    (after,) = planned(cells).after
    assert (after.id, after.name, after.core_theme) == (ZWOLLE.id, ZWOLLE.name, ZWOLLE.core_theme)
    assert {one.id for one in ZWOLLE.questions} <= {one.id for one in after.questions}
    assert 5 in {one.id for question in after.questions for one in question.experiments}
