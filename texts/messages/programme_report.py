"""The report on a period: which one, in what form, and every word in it."""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from programme.form import Option
from rules.indicator import Indicator
from rules.period import Period
from rules.telling import OPTIONS_FROM
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup, plain
from texts.layout import column
from texts.message import File, Message, button
from texts.messages.programme import OVERVIEW, indicator_rows
from texts.paging import on_page, turn_pages
from texts.taps.programme import PeriodChosen, PeriodsShown, ProgrammeShown, ReportAsked

FORMS = ("pdf", "xlsx")
#: The sheets of the workbook, in its order.
SHEETS = ("indicator", "table", "map", "turnout", "central", "learning", "method")
#: The columns of what was learnt.
LESSON = (
    "practice",
    "question",
    "title",
    "expected",
    "confidence",
    "outcome",
    "learnt",
    "decided",
    "readiness",
    "taken_from",
)


class OnReport(Struct, frozen=True):
    """Words without formatting, by where they stand. method: how the figures were computed, a paragraph each."""

    title: str
    period: str
    made: str
    indicator: str
    statuses: str
    organisation: str
    number: str
    total: str
    figuur1: str
    turnout: str
    practice: str
    round: str
    answered: str
    asked: str
    central: str
    learning: str
    no_learning: str
    lesson: Sequence[str]
    method_caption: str
    method: Sequence[str]
    sheets: Sequence[str]


def which_period(t: Translator, found: Sequence[Period], page: int) -> Message:
    """found: the periods in which a round closed."""
    buttons = column(*(button(in_words(t, one), PeriodChosen(one.key)) for one in on_page(found, page)))
    back = column(button(t("button.back"), ProgrammeShown(OVERVIEW)))
    text = t("report.which" if found else "turnout.none")
    return Message(text, buttons + turn_pages(t, found, page, PeriodsShown) + back)


def which_form(t: Translator, period: Period, rounds: int) -> Message:
    """rounds: how many closed in it."""
    forms = (button(t(f"button.report_{form}"), ReportAsked(period.key, form)) for form in FORMS)
    back = button(t("button.back"), PeriodsShown(0))
    return Message(t("report.chosen", period=in_words(t, period), n=rounds), column(*forms, back))


def with_report(t: Translator, period: Period, file: File) -> Message:
    """The file; it is there to be passed on."""
    return Message(t("report.caption", period=in_words(t, period)), file=file)


def in_words(t: Translator, period: Period) -> Markup:
    if period.year is None:
        return t("report.whole")
    if period.quarter is None:
        return t("report.year", year=str(period.year))
    return t("report.quarter", quarter=period.quarter, year=str(period.year))


def on_report(t: Translator, period: Period, as_of: date, made_on: date, columns: int, minimum_group: int) -> OnReport:
    """as_of: of which day the counts are. columns: how many rounds the table of the turnout has."""
    return OnReport(
        title=plain(t("report.title")),
        period=_days(t, period),
        made=plain(t("report.made", day=t.long_day(made_on))),
        indicator=plain(t("report.indicator")),
        statuses=plain(t("programme.by_status")),
        organisation=plain(t("tabel1.organisation")),
        number=plain(t("tabel1.number")),
        total=plain(t("tabel1.total")),
        figuur1=plain(t("figuur1.caption")),
        turnout=plain(t("report.turnout")),
        practice=plain(t("report.practice")),
        round=plain(t("report.round")),
        answered=plain(t("report.answered")),
        asked=plain(t("report.asked")),
        central=plain(t("all_practices.head")),
        learning=plain(t("report.learning")),
        no_learning=plain(t("report.no_learning")),
        lesson=[plain(t(f"report.lesson_{name}")) for name in LESSON],
        method_caption=plain(t("report.method")),
        method=_method(t, as_of, columns, minimum_group),
        sheets=[plain(t(f"report.sheet_{name}")) for name in SHEETS],
    )


def since(t: Translator, counted: Indicator, before: Indicator | None) -> Markup:
    """How the four counts changed; nothing when it is not known how they were."""
    if before is None:
        return NOTHING
    pairs = zip(indicator_rows(t, counted), indicator_rows(t, before), strict=True)
    changes = (t("report.change", name=name, change=t.gain(n - was)) for (name, n), (_, was) in pairs)
    return t("report.since", changes=Markup(", ").join(changes))


def learning_rows(
    t: Translator, counted: Mapping[str, int], outcomes: Mapping[str, int], came_true: Sequence[Option]
) -> list[tuple[Markup, int]]:
    """(words, number) of each of rules.learnt.COUNTED, and of whether it came true where anybody said so."""
    rows = [(t(f"learnt.{key}"), number) for key, number in counted.items()]
    if outcomes:
        rows += [(t("learnt.outcome", outcome=t.pick(one.label)), outcomes.get(one.key, 0)) for one in came_true]
    return rows


def _days(t: Translator, period: Period) -> str:
    if period.year is None:
        return plain(t("report.whole"))
    first, last = period.days
    return plain(t("report.days", period=in_words(t, period), first=t.long_day(first), last=t.long_day(last)))


def _method(t: Translator, today: date, columns: int, minimum_group: int) -> tuple[str, ...]:
    paragraphs = (
        t("report.method_now", day=t.long_day(today)),
        t("report.method_rounds", n=columns),
        t("report.method_roles"),
        t("report.method_mean", n=OPTIONS_FROM),
        t("report.method_small", k=minimum_group),
        t("report.method_change"),
        t("report.method_on_behalf"),
    )
    return tuple(plain(paragraph) for paragraph in paragraphs)
