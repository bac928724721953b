"""*Rapport van onze praktijk*: two pages at most, on paper and in Word, with its day and its pages numbered."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from msgspec.structs import replace

from reports.practice_docx import practice_docx
from reports.practice_pdf import practice_pdf
from reports.practice_report import PracticeReport
from tests.reports.looks import looks_as_approved, pages, words
from tests.reports.runs import report

WITHOUT_FIGURES = replace(
    report(1), figures=[replace(one, picture=None, line="Dit laten wij niet zien.") for one in report().figures]
)


def in_word(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    told = [*document.paragraphs, *(one for cell in cells for one in cell.paragraphs)]
    return "\n".join(paragraph.text for paragraph in told)


def test_every_page_looks_as_approved() -> None:
    drawn = pages(practice_pdf(report()))
    assert [looks_as_approved(page, f"practice-report-{n}") for n, page in enumerate(drawn, 1)] == [True, True]


@pytest.mark.parametrize("shown", [report(1), report(4), report(20), report(5, "W" * 60), WITHOUT_FIGURES])
def test_it_has_two_pages_at_most_whatever_a_practice_did(shown: PracticeReport) -> None:
    found = words(practice_pdf(shown))
    assert 1 <= len(found) <= 2
    for number, page in enumerate(found, 1):
        assert f"{shown.made} Bladzijde {number}" in page
    assert all(text in "".join(found) for text in (shown.title, shown.theme, shown.method_caption, "9 van 14"))


def test_of_much_less_is_said_of_each() -> None:
    said = [len("".join(words(practice_pdf(report(questions))))) for questions in (1, 4)]
    assert "Zij sliepen goed door" in "".join(words(practice_pdf(report(1))))
    assert said[1] < 4 * said[0]


def test_the_word_document_has_the_same() -> None:
    content = practice_docx(report())
    read = in_word(content)
    for text in (
        "Rapport van onze praktijk",
        "Zwolle. Gemaakt op 29 november 2026.",
        "Adempauze",
        "9 van 14",
        "Goed: 9",
    ):
        assert text in read, text
    with ZipFile(BytesIO(content)) as packed:
        body, foot = packed.read("word/document.xml").decode(), packed.read("word/footer1.xml").decode()
        assert len([name for name in packed.namelist() if name.endswith(".png")]) == 2
    assert 'descr="Verloop in beeld: samen"' in body
    assert 'w:instr="PAGE"' in foot
    assert "Gemaakt op 29 november 2026." in foot


def test_without_figures_there_are_no_pictures() -> None:
    assert "Dit laten wij niet zien." in in_word(practice_docx(WITHOUT_FIGURES))
    assert "Dit laten wij niet zien." in "".join(words(practice_pdf(WITHOUT_FIGURES)))


def test_the_same_figures_are_the_same_files() -> None:
    assert practice_pdf(report()) == practice_pdf(report())
    assert practice_docx(report()) == practice_docx(report())


def test_from_right_to_left_it_is_turned() -> None:
    turned = replace(report(), right_to_left=True, language="ar")
    with ZipFile(BytesIO(practice_docx(turned))) as packed:
        assert b"<w:bidi/>" in packed.read("word/document.xml")
    assert len(pages(practice_pdf(turned))) == 2
