"""Spreadsheets for `/import`, from the bytes of a file to the message about what it would change."""

import math
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from itertools import count
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import orjson
from msgspec.structs import replace
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from reports.import_file import MOST_COLUMNS, Refused, Sheets, read
from reports.import_template import template
from rules import importing
from rules.import_plan import Plan
from rules.import_rows import Contents, Problem, recognise
from rules.import_words import Words
from rules.inventory import DesignQuestion, Experiment, Inventory, Practice
from tests.fuzz.harness import sort_and_rest
from tests.fuzz.voices import can_be_sent, catalogues
from tests.once import PROGRAMME
from tests.spreadsheets import dutch, opened, xlsx
from texts.import_words import template_words, understood_words
from texts.messages import importing as texts

#: The process that reads may take eight seconds; here it is stopped earlier, for thousands come after it.
LONGEST_SECONDS = 2
#: Between sheets, rows and cells, when a table is written as text.
SHEET, ROW, CELL = "\x1d", "\x1e", "\x1f"
WORDS = (
    *(SHEET, ROW, CELL, "Ontwerpvragen", "Experimenten", "Deelnemers", "Praktijken", "Zwolle", "Ede", "Nr", "Praktijk"),
    *("Centrale vraag", "Ontwerpvraag", "Experiment", "Stand", "Soort organisatie", "Volhouden", "Bezig", "Naam"),
    *("Breedtegraad", "Lengtegraad", "Vakantieregio", "Kernthema", "noord", "52.5", "6,1", "#1", "#1e300", "=1+1"),
    *("<c r='A1' t='s'><v>0</v></c>", "<mergeCell ref='A1:C9'/>", "<row r='2'>", 't="d"', 't="e"', 't="b"', 't="n"'),
    *(
        "hidden='1'",
        "<v>1e999</v>",
        "<v>-1</v>",
        "<f>1+1</f>",
        "XFD1048576",
        "&#0;",
        "<!DOCTYPE x []>",
        "<is><t>x</t></is>",
    ),
)
STANDING: Inventory = (
    Practice(
        1,
        "Zwolle",
        "noord",
        52.51,
        6.09,
        "Samen vooruit",
        (
            DesignQuestion(1, "samen", "Wat helpt?", (Experiment(1, "Koffie-uur", "busy"), Experiment(2, "Map", None))),
            DesignQuestion(2, "goed", "En wat niet?"),
        ),
        {"gemeente": 2, None: 1},
    ),
    Practice(2, "Ede", "midden", 52.05, 5.67, None),
)


class TakesTooLong(Exception):
    """The process that reads would have been stopped."""


def one(data: bytes) -> None:
    """A refusal, or rows of text that make a plan: one that can be told, and that changes nothing the second time."""
    sort, rest = sort_and_rest(data, 4)
    try:
        with _within(LONGEST_SECONDS):
            sheets = _read(sort, rest)
    except TakesTooLong:
        return
    except Refused as refused:
        if sort == 2 and refused.why != "too_large":
            raise AssertionError("a workbook as programs make them is read") from refused
        return
    _is_text(sheets)
    contents, misread = recognise(sheets, _words())
    assert Contents.from_json(orjson.loads(orjson.dumps(contents.as_json()))) == contents
    for before, is_manager in ((STANDING, True), (STANDING[:1], False)):
        _can_be_laid_over(before, contents, misread, is_manager)


@contextmanager
def _within(seconds: int) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TakesTooLong

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _read(sort: int, content: bytes) -> Sheets:
    return _sheets(content.decode("utf-8", "replace")) if sort == 3 else read(_file(sort, content))


def _file(sort: int, content: bytes) -> bytes:
    """The bytes of a file; a part of the bot's own template, among its other parts; or the cells of a workbook."""
    if sort == 0:
        return content
    if sort == 1:
        number, inside = sort_and_rest(content, len(_parts()))
        return _packed({**_parts(), sorted(_parts())[number]: inside})
    return _workbook(content.decode("utf-8", "replace"))


def _packed(parts: dict[str, bytes]) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_STORED) as file:
        for name, inside in parts.items():
            file.writestr(name, inside)
    return content.getvalue()


@cache
def _parts() -> dict[str, bytes]:
    with ZipFile(BytesIO(_template())) as file:
        return {name: file.read(name) for name in file.namelist()}


@cache
def _template() -> bytes:
    """What a manager gets who asks `/import`."""
    t = catalogues().translator("nl")
    return template(template_words(t, PROGRAMME, importing.needed_sheets(is_manager=True)), STANDING)


def _sheets(written: str) -> Sheets:
    """As they would have been read."""
    sheets: Sheets = {}
    for sheet in written.split(SHEET):
        title, *rows = sheet.split(ROW)
        sheets[title] = [(number, row.split(CELL)[:MOST_COLUMNS]) for number, row in enumerate(rows, 1) if row.strip()]
    return sheets


def _workbook(written: str) -> bytes:
    """The same in a file, where a cell that begins with # is a number, and with = a formula.

    A title has no signs that no program allows in it.
    """
    sheets: dict[str, list[list[object]]] = {}
    for sheet in ILLEGAL_CHARACTERS_RE.sub("", written.translate(_VISIBLE)).split(SEPARATORS[0]):
        title, *rows = sheet.split(SEPARATORS[1])
        sheets[title] = [[_cell(cell) for cell in row.split(SEPARATORS[2])] for row in rows]
    return xlsx({_TITLE.sub("", title)[:31] or "Blad": rows for title, rows in sheets.items()})


_TITLE = re.compile(r"[\\*?:/\[\]]")
#: The separators once more, as signs that may be in a file.
SEPARATORS = "\ue000\ue001\ue002"
_VISIBLE = str.maketrans(SHEET + ROW + CELL, SEPARATORS)


def _cell(written: str) -> object:
    try:
        number = float(written[1:]) if written.startswith("#") else math.nan
    except ValueError:
        return written
    return number if math.isfinite(number) else written


def _is_text(sheets: Sheets) -> None:
    rows = [(number, cells) for found in sheets.values() for number, cells in found]
    assert all(isinstance(cell, str) for _, cells in rows for cell in cells)
    assert all(len(cells) <= MOST_COLUMNS and number > 0 for number, cells in rows)


def _can_be_laid_over(before: Inventory, contents: Contents, misread: tuple[Problem, ...], is_manager: bool) -> None:
    plan = importing.plan(before, contents, is_manager=is_manager, misread=misread)
    _can_be_told(plan)
    if not plan.problems:
        assert [one.id for one in plan.after[: len(before)]] == [one.id for one in before]
        again = importing.plan(_applied(plan.after), contents, is_manager=is_manager, misread=misread)
        assert (again.problems, again.changes) == ((), ())


def _can_be_told(plan: Plan) -> None:
    language = PROGRAMME.languages[plan.fingerprint % len(PROGRAMME.languages)]
    can_be_sent(texts.plan(catalogues().translator(language), texts.PlanView(5, plan)))


def _applied(after: Inventory) -> Inventory:
    """What is new has got a number."""
    fresh = count(1000)

    def numbered(item: Any, **below: Any) -> Any:
        return replace(item, id=next(fresh) if item.id is None else item.id, **below)

    def with_experiments(asked: DesignQuestion) -> Any:
        return numbered(asked, experiments=tuple(map(numbered, asked.experiments)))

    return tuple(numbered(one, questions=tuple(map(with_experiments, one.questions))) for one in after)


@cache
def _words() -> Words:
    return understood_words([catalogues().translator(one) for one in PROGRAMME.languages], PROGRAMME)


def seeds() -> Iterator[bytes]:
    """The template that the bot sends, as a file, part by part and as its cells; and a file filled in by hand."""
    filled = xlsx(dutch([(1, "Zwolle", "Volhouden", "Wat helpt?")], [(1, "Zwolle", "Wat helpt?", "Koffie", "Bezig")]))
    for file in (_template(), filled):
        yield b"\0" + file
        for sort in (b"\2", b"\3"):
            yield sort + _as_text(file).encode()
    for number, name in enumerate(sorted(_parts())):
        yield bytes([1, number]) + _parts()[name]


def _as_text(file: bytes) -> str:
    pages = opened(file).worksheets
    return SHEET.join(ROW.join([page.title, *(CELL.join(map(_as_cell, row)) for row in page.values)]) for page in pages)


def _as_cell(value: object) -> str:
    return f"#{value}" if isinstance(value, int | float) else str(value or "")
