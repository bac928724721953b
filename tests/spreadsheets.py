"""Spreadsheets as people send them: plain rows into a file, and a file's rows back."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from openpyxl import Workbook, load_workbook

Row = Sequence[object]
QUESTIONS = ("Nr", "Praktijk", "Centrale vraag", "Ontwerpvraag")
EXPERIMENTS = ("Nr", "Praktijk", "Ontwerpvraag", "Experiment", "Stand")
PARTICIPANTS = ("Praktijk", "Soort organisatie")
PRACTICES = ("Naam", "Vakantieregio", "Breedtegraad", "Lengtegraad", "Kernthema")


def dutch(
    questions: Sequence[Row] = (), experiments: Sequence[Row] = (), participants: Sequence[Row] = ()
) -> dict[str, list[Row]]:
    """The sheets of a coordinator's file, in Dutch."""
    return {
        "Ontwerpvragen": [QUESTIONS, *questions],
        "Experimenten": [EXPERIMENTS, *experiments],
        "Deelnemers": [PARTICIPANTS, *participants],
    }


def workbook(sheets: Mapping[str, Sequence[Row]]) -> Workbook:
    """A workbook with these sheets, header and all."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(list(row))
    return book


def xlsx(made: Workbook | Mapping[str, Sequence[Row]]) -> bytes:
    """The file of a workbook, or of these sheets."""
    content = BytesIO()
    (made if isinstance(made, Workbook) else workbook(made)).save(content)
    return content.getvalue()


def opened(content: bytes) -> Workbook:
    """The workbook in a file."""
    return load_workbook(BytesIO(content))


def rows_of(book: Workbook, title: str) -> list[tuple[object, ...]]:
    """What stands on a sheet, header and all."""
    return list(book[title].iter_rows(values_only=True))
