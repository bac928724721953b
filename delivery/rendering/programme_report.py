"""The programme over a period as a file: looked up when it is said, and made in a process of its own."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from delivery.rendering.context import RenderingContext
from delivery.rendering.learnt import learning
from delivery.rendering.programme import ROUNDS, central_views, in_alphabet, may, spots_of
from delivery.rendering.renderers import renders
from programme.form import Option
from reports.programme_file import as_file
from reports.programme_report import (
    CentralFigures,
    Counts,
    PracticeResponse,
    PracticesMap,
    ProgrammeReport,
    ResponseTable,
)
from reports.tabel1 import Tabel1
from rules.cadence import at_local
from rules.indicator import Indicator
from rules.learnt import Learnt
from rules.payloads.programme import ReportFile, ReportForms, ReportPeriods
from rules.period import Period, read
from rules.period import periods as with_something
from rules.programme_view import ClosedRound, last_days, turnout
from storage import closed_rounds, indicator, learnt, question_versions, windows
from storage.practices import Practice
from texts.escaping import Markup, plain
from texts.file_names import file_name
from texts.layout import in_a_row
from texts.message import File, Message
from texts.messages import help as help_texts
from texts.messages import programme as words
from texts.messages import programme_report as texts
from texts.messages.programme import CentralView
from texts.messages.programme_report import OnReport
from texts.messages.told import rows, untold

#: Where there was no round.
NO_ROUND = "–"


@renders(ReportPeriods)
async def periods(context: RenderingContext, payload: ReportPeriods) -> Message:
    """Over which period?"""
    if not await may(context):
        return help_texts.refused(context.t)
    days = [_local(context, at) for at in await closed_rounds.closing_times(context.connection)]
    return texts.which_period(context.t, with_something(days), payload.page)


@renders(ReportForms)
async def period(context: RenderingContext, payload: ReportForms) -> Message:
    """In what form?"""
    chosen = read(payload.period)
    if chosen is None or not await may(context):
        return help_texts.refused(context.t)
    closed = [at for at in await closed_rounds.closing_times(context.connection) if chosen.holds(_local(context, at))]
    return texts.which_form(context.t, chosen, len(closed))


@renders(ReportFile)
async def report(context: RenderingContext, payload: ReportFile) -> Message:
    """The file."""
    chosen = read(payload.period)
    if chosen is None or not await may(context):
        return help_texts.refused(context.t)
    counted, before, day = await _counted(context, chosen)
    known, (begin, end) = await in_alphabet(context), _begin_and_end(context, chosen)
    held = await closed_rounds.closed_from(context.connection, begin, end)
    told = await windows.ended_between(context.connection, *chosen.days)
    lessons = await learnt.between(context.connection, None, begin, end)
    said = texts.on_report(context.t, chosen, day, _local(context, context.now), ROUNDS, context.minimum_group)
    central = await central_views(context, told)
    asked = await question_versions.asked(context.connection, context.programme)
    statuses = asked.statuses(min(end, context.now))
    content = _report(context, said, counted, before, known, held, central, lessons, statuses)
    make, name = partial(as_file, content, payload.form, said.sheets), file_name(context.t, "programme")
    of = f"-{chosen.key}" if chosen.year else ""
    return texts.with_report(context.t, chosen, File(f"{name}{of}.{payload.form}", make))


async def _counted(context: RenderingContext, chosen: Period) -> tuple[Indicator, Indicator | None, date]:
    """The counts at the period's end, or as they are now; those before it began, if kept; and of which day they are."""
    first, last = chosen.days
    today = _local(context, context.now)
    kept = await indicator.as_of(context.connection, last) if last < today else None
    before = await indicator.as_of(context.connection, first - timedelta(days=1))
    if kept:
        return kept, before, last
    return await indicator.indicator(context.connection), before, today


def _local(context: RenderingContext, at: datetime) -> date:
    return at.astimezone(ZoneInfo(context.programme.schedule.timezone)).date()


def _begin_and_end(context: RenderingContext, chosen: Period) -> tuple[datetime, datetime]:
    first, last = chosen.days
    midnight, timezone = datetime.min.time(), context.programme.schedule.timezone
    return at_local(first, midnight, timezone), at_local(last + timedelta(days=1), midnight, timezone)


def _report(
    context: RenderingContext,
    said: OnReport,
    counted: Indicator,
    before: Indicator | None,
    known: Sequence[Practice],
    held: Sequence[ClosedRound],
    central: Sequence[CentralView],
    lessons: Sequence[Learnt],
    statuses: Mapping[str, Option],
) -> ProgrammeReport:
    spots = spots_of(known, counted)
    description = words.map_description(context.t, [spot.label for spot in spots])
    return ProgrammeReport(
        title=said.title,
        period=said.period,
        made=said.made,
        indicator=_counts(said.indicator, words.indicator_rows(context.t, counted)),
        since=plain(texts.since(context.t, counted, before)),
        statuses=_counts(said.statuses, words.status_rows(context.t, counted, statuses)),
        tabel1=_tabel1(context, said, counted),
        map=PracticesMap(said.figuur1, spots, words.legend(context.t), plain(description)),
        response=_response(context, said, _there(known, counted, held), held),
        central_caption=said.central,
        central=[_central(context, view) for view in central],
        learning=learning(context.t, said, context.programme, lessons),
        method_caption=said.method_caption,
        method=said.method,
        language=context.t.language,
        right_to_left=context.t.from_right_to_left,
    )


def _there(known: Sequence[Practice], counted: Indicator, held: Sequence[ClosedRound]) -> list[Practice]:
    """The practices of the period: one that came or went since makes no other report of it."""
    there = counted.by_practice.keys() | {one.practice_id for one in held}
    return [one for one in known if one.id in there]


def _counts(caption: str, rows: Sequence[tuple[Markup, int]]) -> Counts:
    return Counts(caption, [(plain(name), number) for name, number in rows])


def _tabel1(context: RenderingContext, said: OnReport, counted: Indicator) -> Tabel1:
    rows = words.tabel1_rows(context.t, counted, context.programme.organisation_types)
    return Tabel1(
        caption=plain(words.tabel1_caption(context.t)),
        organisation=said.organisation,
        number=said.number,
        counts=[(plain(name), number) for name, number in rows],
        total=said.total,
        footnote=plain(words.tabel1_footnote(context.t, counted)),
    )


def _response(
    context: RenderingContext, said: OnReport, known: Sequence[Practice], held: Sequence[ClosedRound]
) -> ResponseTable:
    days, found = last_days(held, ROUNDS), turnout(held)
    return ResponseTable(
        caption=said.turnout,
        practice=said.practice,
        round=said.round,
        answered=said.answered,
        asked=said.asked,
        rounds=[context.t.short_day(day) for day in days],
        practices=[PracticeResponse(one.name, [found.get((one.id, day), NO_ROUND) for day in days]) for one in known],
    )


def _central(context: RenderingContext, view: CentralView) -> CentralFigures:
    found = view.together.found
    line = words.in_one_line(context.t, view.together, found) if found else untold(context.t)
    named = rows(context.t, found, view.options) if found else []
    said = in_a_row(line, words.changed(context.t, view.changes))
    return CentralFigures(
        plain(context.t.pick(view.question.text)), [(plain(label), count) for label, count in named], plain(said)
    )
