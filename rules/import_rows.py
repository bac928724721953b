"""From the cells of a spreadsheet to rows that mean something. What means nothing is named by sheet and row."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Self, TypeVar

from msgspec import Struct, to_builtins

from rules.import_words import NEEDED, SheetKey, Words, fold
from rules.learning import LONGEST
from rules.typed_text import one_line

#: A cell's longest text; a number of rows to sort by.
LONGEST_CELL = 500
HIGHEST_NUMBER = 999
#: Within so many rows with something in them the headers are looked for.
HEADER_WITHIN = 10

#: In the place of a formula's outcome that the file does not hold; a sign that no file can hold.
NO_OUTCOME = "\x00"

#: A sheet as it was read: (row number as the program shows it, its cells as text).
Cells = Sequence[tuple[int, Sequence[str]]]


class Problem(Struct, frozen=True, order=True):
    """What keeps a file from being applied. row 0: the sheet as a whole. what: a key of the texts."""

    sheet: SheetKey
    row: int
    what: str
    column: str = ""


class PracticeRow(Struct, frozen=True):
    row: int
    name: str
    region: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    core_theme: str | None = None


class QuestionRow(Struct, frozen=True):
    """number: its place, from 1. central: a key; None when it is not said."""

    row: int
    number: int | None
    practice: str
    central: str | None
    question: str

    @property
    def words(self) -> str:
        """By which the design question is known."""
        return self.question


class ExperimentRow(Struct, frozen=True):
    row: int
    number: int | None
    practice: str
    question: str
    experiment: str
    status: str | None
    expectation: str | None = None  # files from before it have no such column

    @property
    def words(self) -> str:
        """By which the experiment is known."""
        return self.experiment


class ParticipantRow(Struct, frozen=True):
    """A participant without the bot. nobody: none at all, which an empty sheet would not say."""

    row: int
    practice: str
    organisation: str | None
    nobody: bool = False


Row = TypeVar("Row", PracticeRow, QuestionRow, ExperimentRow, ParticipantRow)


class Contents(Struct, frozen=True):
    """All rows of a file, without its words: keys, and what people wrote."""

    practices: tuple[PracticeRow, ...] = ()
    questions: tuple[QuestionRow, ...] = ()
    experiments: tuple[ExperimentRow, ...] = ()
    participants: tuple[ParticipantRow, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """What `from_json` reads."""
        return dict(to_builtins(self))

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The contents that were written with `as_json`."""

        def read(kind: type[Row], name: str) -> tuple[Row, ...]:
            return tuple(kind(**row) for row in stored[name])

        return cls(
            practices=read(PracticeRow, "practices"),
            questions=read(QuestionRow, "questions"),
            experiments=read(ExperimentRow, "experiments"),
            participants=read(ParticipantRow, "participants"),
        )


def recognise(sheets: Mapping[str, Cells], words: Words) -> tuple[Contents, tuple[Problem, ...]]:
    """What the sheets say, and what of it cannot be understood; each one missing is a problem."""
    found = _which(sheets, words)
    problems = [Problem(sheet, 0, "sheet_missing") for sheet in NEEDED if sheet not in found]
    contents = Contents(
        practices=tuple(_read(found, "practices", words, problems, _practice)),
        questions=tuple(_read(found, "questions", words, problems, _question)),
        experiments=tuple(_read(found, "experiments", words, problems, _experiment)),
        participants=tuple(_read(found, "participants", words, problems, _participant)),
    )
    return contents, tuple(problems)


def _which(sheets: Mapping[str, Cells], words: Words) -> dict[SheetKey, Cells]:
    """By title; programs that save one sheet for each table have names of their own, so else by the headers."""
    found = {words.sheets[fold(title)]: cells for title, cells in sheets.items() if fold(title) in words.sheets}
    others = [cells for title, cells in sheets.items() if fold(title) not in words.sheets]
    told = [_by_headers(cells, words) for cells in others]
    guessed = {key: cells for key, cells in zip(told, others, strict=True) if key and told.count(key) == 1}
    return guessed | found


def _by_headers(cells: Cells, words: Words) -> SheetKey | None:
    """The sheet whose needed columns all stand here, two at least; of several the one with most of its columns."""
    filled = [header for _, header in cells if any(cell.strip() for cell in header)][:HEADER_WITHIN]
    there = {key: [_columns(header, words.columns.get(key, {})).keys() for header in filled] for key in NEEDED}
    whole = {key: max((len(one) for one in each if set(NEEDED[key]) <= one), default=0) for key, each in there.items()}
    most = max(whole, key=lambda key: whole[key])
    return most if whole[most] > 1 else None


class _Line:
    """One row of a sheet while it is read: its texts by column, and where problems with it go."""

    def __init__(self, sheet: SheetKey, row: int, texts: Mapping[str, str], words: Words, found: list[Problem]) -> None:
        self.row = row
        self.words = words
        self._sheet = sheet
        self._texts = texts
        self._found = found

    def text(self, column: str) -> str:
        typed = self._texts.get(column, "")
        if typed == NO_OUTCOME:
            self.problem("formula", column)
        text = one_line(typed)
        if len(text) > LONGEST_CELL:
            self.problem("too_long", column)
        return text[:LONGEST_CELL]

    def sentence(self, column: str) -> str:
        """As long as one of a logbook may be."""
        text = self.text(column)
        if len(text) > LONGEST:
            self.problem("sentence_too_long", column)
        return text[:LONGEST]

    def key(self, column: str, known: Mapping[str, str]) -> str | None:
        text = self.text(column)
        key = known.get(fold(text))
        if text and key is None:
            self.problem("unknown_word", column)
        return key

    def number(self, column: str) -> int | None:
        text = self.text(column).rstrip(".")
        number = int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else 0
        if text and not 1 <= number <= HIGHEST_NUMBER:
            self.problem("no_number", column)
        return number or None

    def degrees(self, column: str, least: float, most: float) -> float | None:
        text = self.text(column).replace(",", ".")
        try:
            degrees = float(text) if text else math.nan
        except ValueError:
            degrees = math.nan
        if text and not least <= degrees <= most:
            self.problem("no_place", column)
        return degrees if least <= degrees <= most else None

    def problem(self, what: str, column: str = "") -> None:
        self._found.append(Problem(self._sheet, self.row, what, column))


def _read(
    found: Mapping[SheetKey, Cells],
    sheet: SheetKey,
    words: Words,
    problems: list[Problem],
    read: Callable[[_Line], Row],
) -> Iterator[Row]:
    filled = [(number, cells) for number, cells in found.get(sheet, ()) if any(cell.strip() for cell in cells)]
    if not filled:
        return
    at = _header(filled, sheet, words)
    header, below = filled[at], filled[at + 1 :]
    columns = _columns(header[1], words.columns[sheet])
    missing = [Problem(sheet, header[0], "column_missing", one) for one in NEEDED[sheet] if one not in columns]
    problems += missing
    for number, cells in below if not missing else ():
        texts = {column: cells[at] for column, at in columns.items() if at < len(cells)}
        if any(text.strip() for text in texts.values()):
            yield read(_Line(sheet, number, texts, words, problems))


def _header(filled: Cells, sheet: SheetKey, words: Words) -> int:
    """Which of these rows are the headers: the first with most of the needed columns, for a title may stand above."""

    def needed(at: int) -> int:
        known = _columns(filled[at][1], words.columns[sheet])
        return sum(column in known for column in NEEDED[sheet])

    return max(range(min(len(filled), HEADER_WITHIN)), key=lambda at: (needed(at), -at))


def _columns(header: Sequence[str], known: Mapping[str, str]) -> dict[str, int]:
    """Where each column is; the first one when two have the same words above them."""
    places = {known[fold(words)]: at for at, words in reversed([*enumerate(header)]) if fold(words) in known}
    return {column: places[column] for column in known.values() if column in places}


def _practice(line: _Line) -> PracticeRow:
    region = line.key("region", line.words.regions)
    latitude, longitude = line.degrees("latitude", 50, 54), line.degrees("longitude", 3, 8)
    return PracticeRow(line.row, line.text("name"), region, latitude, longitude, line.text("core_theme") or None)


def _question(line: _Line) -> QuestionRow:
    central = line.key("central", line.words.centrals)
    return QuestionRow(line.row, line.number("nr"), line.text("practice"), central, line.text("question"))


def _experiment(line: _Line) -> ExperimentRow:
    return ExperimentRow(
        row=line.row,
        number=line.number("nr"),
        practice=line.text("practice"),
        question=line.text("question"),
        experiment=line.text("experiment"),
        status=line.key("status", line.words.statuses),
        expectation=line.sentence("expectation") or None,
    )


def _participant(line: _Line) -> ParticipantRow:
    if fold(line.text("organisation")) in line.words.nobody:
        return ParticipantRow(line.row, line.text("practice"), None, nobody=True)
    organisation = line.key("organisation", line.words.organisations)
    return ParticipantRow(line.row, line.text("practice"), organisation)
