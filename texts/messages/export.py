"""`/export`: which practice, which period, which kind of file; and how far it is."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from rules.payloads.export import ResearchKinds
from texts.catalogue import Translator
from texts.escaping import Markup, plain
from texts.fixed_messages import says
from texts.layout import column, lines, paragraphs
from texts.message import Message, button
from texts.practice_list import practice_list
from texts.taps.export import ExportAsked, ExportPeriodChosen, ExportShown, ResearchAsked, ResearchShown

KINDS = ("xlsx", "csv")
#: The most a cell holds: Excel's specifications and limits, in UTF-16 units.
CELL = 32_767


class ExportView(Struct, frozen=True):
    """An export that was asked for: written of so many rounds. error: why there is none."""

    practice: str | None
    rounds: int
    written: int
    is_done: bool
    error: str | None
    is_research: bool = False


def practices(t: Translator, options: Sequence[tuple[int, str]], page: int) -> Message:
    """The practices (id, name) a manager can choose from, or all of them together."""
    every = button(t("button.all_practices"), ExportShown(0))
    listed = practice_list(t, options, page, "export", ExportShown)
    research = column(button(t("button.research_file"), ResearchShown()))
    return Message(t("export.which_practice"), column(every) + listed + research)


def periods(t: Translator, practice_id: int, practice: str | None, keys: Sequence[str]) -> Message:
    """What is in it, and from when on it should be. practice None: all of them."""
    buttons = (button(t(f"export.period.{key}"), ExportPeriodChosen(practice_id, key)) for key in keys)
    return Message(lines(_of(t, practice), t("export.which_period")), column(*buttons))


def kinds(t: Translator, practice_id: int, practice: str | None, period: str) -> Message:
    """In which kind of file."""
    buttons = (button(t(f"export.kind.{kind}"), ExportAsked(practice_id, period, kind)) for kind in KINDS)
    return Message(lines(_of(t, practice), t(f"export.period.{period}"), t("export.which_kind")), column(*buttons))


@says(ResearchKinds)
def research_kinds(t: Translator) -> Message:
    """What is in the research file, and in which kind of file."""
    buttons = (button(t(f"export.kind.{kind}"), ResearchAsked(kind)) for kind in KINDS)
    return Message(paragraphs(t("research.what"), t("export.which_kind")), column(*buttons))


def state(t: Translator, view: ExportView) -> Message:
    """How far it is."""
    head = t("research.head") if view.is_research else _of(t, view.practice)
    if view.error:
        return Message(lines(head, t(f"export.failed.{view.error}")))
    if view.is_done:
        return Message(lines(head, t("export.done")))
    if not view.rounds:
        return Message(lines(head, t("export.begun")))
    return Message(lines(head, t("export.so_far", written=view.written, rounds=view.rounds)))


def caption(t: Translator, practice: str | None, *, is_research: bool) -> Markup:
    """Below the file."""
    if is_research:
        return lines(t("research.head"), t("research.caption"))
    return lines(_of(t, practice), t("export.caption"))


def table(
    t: Translator, name: str, columns: type[tuple[object, ...]], rows: Sequence[tuple[object, ...]]
) -> Iterator[tuple[object, ...]]:
    """The frames of a table (see reports.streamed): its name and the words above its columns, then its rows.

    columns: the named tuple of its rows. Where there are none, the table says why.
    """
    words = [plain(t(f"export.column.{column}")) for column in columns._fields]  # type: ignore[attr-defined]
    yield "begin", plain(t(f"export.sheet.{name}")), words
    yield "add", [tuple(_in_a_cell(t, cell) for cell in row) for row in rows] or [(plain(t(f"export.none.{name}")),)]


def _in_a_cell(t: Translator, cell: object) -> object:
    """A spreadsheet program leaves out what does not fit in a cell, and says nothing; so it is said in the cell."""
    if not isinstance(cell, str) or _units(cell) <= CELL:
        return cell
    told = plain(t("export.cut", most=CELL))
    kept = cell.encode("utf-16-le")[: 2 * (CELL - _units(told) - 1)].decode("utf-16-le", "ignore")
    return f"{kept} {told}"


def _units(text: str) -> int:
    """As spreadsheet programs count."""
    return len(text.encode("utf-16-le")) // 2


def left_out(t: Translator) -> str:
    """Why a practice has no rows, whatever the reason is."""
    return plain(t("export.left_out"))


def heard_nothing(t: Translator) -> str:
    """In the code book: a participant heard nothing about any central question."""
    return plain(t("export.heard_nothing"))


def _of(t: Translator, practice: str | None) -> Markup:
    return t("export.head", practice=practice) if practice else t("export.head_all")
