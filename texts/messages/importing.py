"""`/import`: the template, what a file would change, and what keeps it from that."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from rules.import_plan import Change, Plan
from rules.import_rows import Problem
from rules.payloads.importing import ImportReading
from texts.catalogue import Translator
from texts.escaping import Markup, shortened
from texts.fixed_messages import says
from texts.layout import column, lines, paragraphs
from texts.message import Button, File, Message, button
from texts.taps.importing import ImportDecided, ImportTakenBack

#: So many changes or problems are shown; of the rest only how many.
SHOWN = 10
#: So much of a name.
LONGEST_NAME = 60


class PlanView(Struct, frozen=True):
    """A plan and the file it came from."""

    import_id: int
    plan: Plan


def offer(t: Translator, template: File) -> Message:
    """What it is, under the file to fill in."""
    return Message(t("import.offer"), file=template)


@says(ImportReading)
def reading(t: Translator) -> Message:
    """A file has come in."""
    return Message(t("import.reading"))


def refused(t: Translator, why: str) -> Message:
    """why: a key of the catalogue under import.refused_."""
    return Message(t(f"import.refused_{why}"))


def plan(t: Translator, view: PlanView) -> Message:
    """What would change, to be decided on; or what is wrong, by sheet and row."""
    if view.plan.problems:
        return _problems(t, view.plan.problems)
    changes, ended = view.plan.changes, view.plan.ended
    about_ended = [t.many("import.ended", ended)] if ended else []
    if not changes:
        return Message(paragraphs(t("import.nothing"), *about_ended))
    warning = view.plan.out_of_bounds
    text = paragraphs(
        t("import.preview"),
        lines(*(_change(t, one) for one in changes[:SHOWN]), _more(t, changes)),
        t("import.stays"),
        *about_ended,
        *([t.many("import.out_of_bounds", warning)] if warning else []),
    )
    return Message(text, column(*_decisions(t, view)))


def _decisions(t: Translator, view: PlanView) -> Iterator[Button]:
    for key, yes in (("button.apply_import", True), ("button.drop_import", False)):
        yield button(t(key), ImportDecided(view.import_id, view.plan.fingerprint, yes))


def _change(t: Translator, change: Change) -> Markup:
    name = shortened(change.name, LONGEST_NAME)
    return t(f"import.{change.of}_{change.how}", name=name, was=change.was, becomes=change.becomes)


def _more(t: Translator, found: Sequence[object]) -> Markup:
    return t.many("import.and_more", len(found) - SHOWN) if len(found) > SHOWN else Markup()


def _problems(t: Translator, problems: Sequence[Problem]) -> Message:
    shown = lines(*(_problem(t, one) for one in problems[:SHOWN]), _more(t, problems))
    return Message(paragraphs(t("import.problems"), shown, t("import.send_again")))


def _problem(t: Translator, problem: Problem) -> Markup:
    column_name = t(f"import.column_{problem.column}") if problem.column else Markup()
    what = t(f"import.problem_{problem.what}", column=column_name)
    sheet = t(f"import.sheet_{problem.sheet}")
    if problem.row == 0:
        return t("import.at_sheet", sheet=sheet, what=what)
    return t("import.at_row", sheet=sheet, row=problem.row, what=what)


def applied(t: Translator, changes: int, import_id: int) -> Message:
    """It is done, and can be undone."""
    undo = column(button(t("button.take_back_import"), ImportTakenBack(import_id))) if import_id else ()
    return Message(paragraphs(t.many("import.applied", changes), *([t("import.may_take_back")] if undo else [])), undo)
