"""*Rapport van onze praktijk*: in what form, and every word in it. It is made to be passed on."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from programme.form import Option
from programme.model import CentralQuestion
from rules.access import ANSWERING
from rules.run_chart import BASIS
from rules.summary import RoundFigures
from rules.telling import OPTIONS_FROM, Told
from rules.window_figures import Window
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup, literal, plain, shortened
from texts.layout import column, in_a_row
from texts.message import File, Message, button
from texts.messages.status import status as in_words
from texts.messages.told import days, rows, untold, verdict
from texts.taps.summary import PracticeReportAsked, SummaryShown

FORMS = ("pdf", "docx")
#: So many rounds are in the table.
ROUNDS = 6
#: With sentences shorter than this, less is told of what was learnt.
WHOLE = 100
#: Where nobody was asked.
_NOBODY = "–"


class OnPracticeReport(Struct, frozen=True):
    """Words without formatting, by where they stand."""

    title: str
    made: str
    page: str
    theme_caption: str
    theme: str
    questions_caption: str
    response_caption: str
    response: Sequence[Sequence[str]]
    figures_caption: str
    method_caption: str
    method: Sequence[str]


class Carried(Struct, frozen=True):
    """An experiment with its local days; ended_on: None while it runs. result: as a coordinator wrote it."""

    title: str
    status: str | None
    begun_on: date
    ended_on: date | None
    result: str


def which_form(t: Translator, practice_id: int, practice: str) -> Message:
    """To print or to work on?"""
    forms = (button(t(f"button.report_{form}"), PracticeReportAsked(practice_id, form)) for form in FORMS)
    back = button(t("button.to_summary"), SummaryShown(practice_id, 0))
    return Message(t("practice_report.which", practice=practice), column(*forms, back))


def with_report(t: Translator, practice: str, made_on: date, file: File) -> Message:
    """The file; it is there to be passed on."""
    return Message(t("practice_report.caption", practice=practice, day=t.long_day(made_on)), file=file)


def on_report(
    t: Translator, theme: str | None, held: Sequence[RoundFigures], made_on: date, minimum_group: int
) -> OnPracticeReport:
    """held: closed rounds, oldest first."""
    return OnPracticeReport(
        title=plain(t("practice_report.title")),
        made=plain(t("report.made", day=t.long_day(made_on))),
        page=plain(t("practice_report.page")),
        theme_caption=plain(t("practice_report.theme")),
        theme=plain(theme or t("practice_report.no_theme")),
        questions_caption=plain(t("practice_report.questions")),
        response_caption=plain(t("trend.responses")),
        response=[_header(t), *(_response(t, one) for one in held[-ROUNDS:])] if held else [[_no_rounds(t)]],
        figures_caption=plain(t("practice_report.figures")),
        method_caption=plain(t("report.method")),
        method=[plain(one) for one in _method(t, minimum_group)],
    )


def no_questions(t: Translator) -> str:
    """In the place of design questions."""
    return plain(t("practice_report.no_questions"))


def _no_rounds(t: Translator) -> str:
    return plain(t("practice_report.no_rounds"))


def _header(t: Translator) -> list[str]:
    return [plain(t("report.round")), *(plain(t(f"practice_report.{role}")) for role in ANSWERING)]


def _response(t: Translator, held: RoundFigures) -> list[str]:
    found = (held.figures.response.get(role) for role in ANSWERING)
    cells = (plain(t("practice_report.of", answered=r.answered, eligible=r.eligible)) if r else _NOBODY for r in found)
    return [t.long_day(held.opened_on), *cells]


def _method(t: Translator, minimum_group: int) -> Iterator[Markup]:
    yield t("practice_report.method_windows", k=minimum_group)
    yield t("report.method_mean", n=OPTIONS_FROM)
    yield t("practice_report.method_change", n=BASIS)
    yield t("report.method_on_behalf")
    yield t("practice_report.method_scale")


def question(t: Translator, text: str, central: CentralQuestion | None, most: int) -> str:
    """A design question, with the central question that it serves."""
    short = shortened(text, most)
    return f"{short} ({plain(t.pick(central.short))})" if central else short


def experiment(t: Translator, one: Carried, statuses: Mapping[str, Option]) -> str:
    """In a line: how it stands, and since when."""
    status = in_words(t, statuses, one.status) if one.status else t("experiment.no_status")
    said = {"title": one.title, "status": status, "first": t.long_day(one.begun_on)}
    if one.ended_on is None:
        return plain(t("practice_report.runs", **said))
    return plain(t("practice_report.ended", **said, last=t.long_day(one.ended_on)))


class LearntOf(Struct, frozen=True):
    """What was written down of an experiment. outcomes: options of whether it came true.

    lessons: each in its newest words; longest: characters of each sentence. taken_by: names of practices.
    """

    expectation: str
    outcomes: Sequence[Option]
    lessons: Sequence[str]
    decided: Sequence[str]
    readiness: int | None
    taken_from: str
    taken_by: Sequence[str]
    longest: int


def learnt(t: Translator, one: LearntOf) -> str:
    """What was expected, whether it came true, what was learnt and decided, how ready it is and where it spread.

    In short only what was learnt and decided, and where it spread.
    """
    before = _expected(t, one) if one.longest >= WHOLE else ()
    return plain(in_a_row(*before, *_learnt(t, one)))


def _expected(t: Translator, one: LearntOf) -> Iterator[Markup]:
    if one.expectation:
        yield t("practice_report.expected", text=shortened(one.expectation, one.longest))
    if one.outcomes:
        yield t("logbook.outcome", outcome=Markup(", ").join(t.pick(each.label) for each in one.outcomes))
    if one.readiness:
        yield t("logbook.readiness", n=one.readiness)


def _learnt(t: Translator, one: LearntOf) -> Iterator[Markup]:
    if one.lessons:
        each = (shortened(text, one.longest) for text in one.lessons)
        yield t("practice_report.learnt", texts=Markup("”, “").join(map(literal, each)))
    if one.decided:
        yield t("practice_report.decided", next=Markup(", ").join(t(f"next.{key}") for key in one.decided))
    if one.taken_from:
        yield t("practice_report.taken_from", origin=one.taken_from)
    if one.taken_by:
        yield t("practice_report.taken_by", practices=", ".join(one.taken_by))


def more_experiments(t: Translator, number: int) -> str:
    """Of those that are left out; nothing when none is."""
    return plain(t.many("summary.more_experiments", number)) if number > 0 else ""


def figures(t: Translator, told: Window | None, central: str, options: Sequence[Option]) -> str:
    """What was told of a question last: its days, the answers, the mean where there is one, whether it changed."""
    found = told.told(central) if told else None
    if told is None or found is None:
        return plain(untold(t))
    counts = ", ".join(t("summary.option", label=label, count=count) for label, count in rows(t, found, options))
    said = Markup(f"{t('trend.classes', days=days(t, told), counts=counts)}.")
    return plain(in_a_row(said, _mean(t, found), verdict(t, told, central)))


def _mean(t: Translator, found: Told) -> Markup:
    if found.mean is None:
        return NOTHING
    return t("summary.average", mean=t.number(found.mean), most=len(found.counts))
