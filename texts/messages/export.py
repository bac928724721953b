"""`/export`: which practice, which period, which kind of file; and how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from texts.catalogue import Translator
from texts.escaping import Markup, plain
from texts.layout import column, lines
from texts.message import Message, button
from texts.practice_list import practice_list
from texts.taps.export import ExportAsked, ExportPeriodChosen, ExportShown

KINDS = ("xlsx", "csv")


@dataclass(frozen=True, slots=True)
class ExportView:
    """An export that was asked for: written of so many rounds. error: why there is none."""

    practice: str | None
    rounds: int
    written: int
    is_done: bool
    error: str | None


def practices(t: Translator, options: Sequence[tuple[int, str]], page: int) -> Message:
    """The practices (id, name) a manager can choose from, or all of them together."""
    every = button(t("button.all_practices"), ExportShown(0))
    listed = practice_list(t, options, page, "export", ExportShown)
    return Message(t("export.which_practice"), column(every) + listed)


def periods(t: Translator, practice_id: int, practice: str | None, keys: Sequence[str]) -> Message:
    """What is in it, and from when on it should be. practice None: all of them."""
    buttons = (button(t(f"export.period.{key}"), ExportPeriodChosen(practice_id, key)) for key in keys)
    return Message(lines(_of(t, practice), t("export.which_period")), column(*buttons))


def kinds(t: Translator, practice_id: int, practice: str | None, period: str) -> Message:
    """In which kind of file."""
    buttons = (button(t(f"export.kind.{kind}"), ExportAsked(practice_id, period, kind)) for kind in KINDS)
    return Message(lines(_of(t, practice), t(f"export.period.{period}"), t("export.which_kind")), column(*buttons))


def state(t: Translator, view: ExportView) -> Message:
    """How far it is."""
    if view.error:
        return Message(lines(_of(t, view.practice), t(f"export.failed.{view.error}")))
    if view.is_done:
        return Message(lines(_of(t, view.practice), t("export.done")))
    if not view.rounds:
        return Message(lines(_of(t, view.practice), t("export.begun")))
    return Message(lines(_of(t, view.practice), t("export.so_far", written=view.written, rounds=view.rounds)))


def caption(t: Translator, practice: str | None) -> Markup:
    """Below the file."""
    return lines(_of(t, practice), t("export.caption"))


def table(t: Translator, name: str, columns: Sequence[str]) -> tuple[str, list[str]]:
    """The name of a table, and the words above its columns."""
    return plain(t(f"export.sheet.{name}")), [plain(t(f"export.column.{column}")) for column in columns]


def _of(t: Translator, practice: str | None) -> Markup:
    return t("export.head", practice=practice) if practice else t("export.head_all")
