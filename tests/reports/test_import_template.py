"""The template: what there is now is in it, its choices are lists, and read back it changes nothing."""

import pytest

from reports.import_file import read
from reports.import_template import template
from rules.import_rows import recognise
from rules.importing import needed_sheets, plan
from rules.inventory import DesignQuestion, Experiment, Practice
from tests.once import CATALOGUES, PROGRAMME
from tests.spreadsheets import opened, rows_of
from texts.import_words import template_words, understood_words

VOICES = [CATALOGUES.translator(one) for one in PROGRAMME.languages]
QUESTIONS = (
    DesignQuestion(
        1,
        "samen",
        "=Hoe zorgen wij samen?",
        (Experiment(5, "Koffie", "busy", None, "Rust"), Experiment(6, "Thee", None)),
    ),
    DesignQuestion(2, "goed", "https://voorbeeld.nl?"),
)
INVENTORY = (
    Practice(11, "'s-Hertogenbosch", "zuid", 51.69, 5.3, "Thema", QUESTIONS, {"welfare": 2, None: 3}),
    Practice(4, "Ede", "midden", 52.04, 5.66, None),
)


@pytest.mark.parametrize("language", PROGRAMME.languages)
@pytest.mark.parametrize("is_manager", [True, False])
def test_read_back_it_changes_nothing(language: str, is_manager: bool) -> None:
    words = template_words(CATALOGUES.translator(language), PROGRAMME, needed_sheets(is_manager=is_manager))
    standing = INVENTORY if is_manager else INVENTORY[:1]
    contents, misread = recognise(read(template(words, standing)), understood_words(VOICES, PROGRAMME))
    found = plan(standing, contents, is_manager=is_manager, misread=misread)
    assert (found.problems, found.changes) == ((), ())
    assert (len(contents.questions), len(contents.experiments), len(contents.participants)) == (2, 2, 5)


def test_it_shows_what_there_is_and_offers_choices() -> None:
    words = template_words(CATALOGUES.translator("nl"), PROGRAMME, needed_sheets(is_manager=True))
    book = opened(template(words, INVENTORY))
    assert book.sheetnames == ["Praktijken", "Ontwerpvragen", "Experimenten", "Deelnemers", "Uitleg"]
    assert rows_of(book, "Praktijken")[1] == ("'s-Hertogenbosch", "Zuid", 51.69, 5.3, "Thema")
    assert rows_of(book, "Ontwerpvragen")[1:] == [
        (1, "'s-Hertogenbosch", "Samen zorgen", "=Hoe zorgen wij samen?"),
        (2, "'s-Hertogenbosch", "Goede zorg", "https://voorbeeld.nl?"),
    ]
    assert rows_of(book, "Experimenten")[1] == (
        1,
        "'s-Hertogenbosch",
        "=Hoe zorgen wij samen?",
        "Koffie",
        "Bezig",
        "Rust",
    )
    assert book["Ontwerpvragen"]["D2"].data_type == "s"  # never a formula
    (choice,) = book["Deelnemers"].data_validations.dataValidation
    sheet, _, cells = choice.formula1.partition("!")
    assert sheet == "Uitleg"
    offered = [cell.value for row in book["Uitleg"][cells.replace("$", "")] for cell in row]
    assert offered == [*(kind.name["nl"] for kind in PROGRAMME.organisation_types), "Niemand"]


def test_from_right_to_left_the_sheets_are_too() -> None:
    words = template_words(CATALOGUES.translator("ar"), PROGRAMME, needed_sheets(is_manager=False))
    assert all(page.sheet_view.rightToLeft for page in opened(template(words, ())).worksheets)


def test_the_same_content_is_the_same_file() -> None:
    words = template_words(CATALOGUES.translator("nl"), PROGRAMME, needed_sheets(is_manager=False))
    assert template(words, INVENTORY[:1]) == template(words, INVENTORY[:1])
