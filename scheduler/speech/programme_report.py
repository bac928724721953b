"""The programme over a period as a file: looked up when it is said, and made in a process of its own."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from reports.programme_report import (
    CentralFigures,
    Counts,
    PracticeResponse,
    PracticesMap,
    ProgrammeReport,
    ResponseTable,
    as_file,
)
from reports.tabel1 import Tabel1
from rules.cadence import at_local
from rules.indicator import Indicator
from rules.period import Period, read
from rules.period import periods as with_something
from rules.programme_view import Held, last_days, turnout
from scheduler.speech.programme import ROUNDS, central_views, in_alphabet, may, spots_of
from scheduler.speech.speech import Speech
from storage import held_rounds, indicator
from storage.practices import Practice
from texts.escaping import Markup, plain
from texts.message import File, Message
from texts.messages import help as help_texts
from texts.messages import programme as words
from texts.messages import programme_report as texts
from texts.messages.programme import CentralView
from texts.messages.programme_report import OnReport

#: Where there was no round.
NO_ROUND = "–"


async def periods(speech: Speech) -> Message:
    """Over which period?"""
    if not await may(speech):
        return help_texts.refused(speech.t)
    days = [_local(speech, at) for at in await held_rounds.closing_times(speech.connection)]
    return texts.which_period(speech.t, with_something(days), speech.row.params.get("page", 0))


async def period(speech: Speech) -> Message:
    """In what form?"""
    chosen = read(speech.row.params["period"])
    if chosen is None or not await may(speech):
        return help_texts.refused(speech.t)
    closed = [at for at in await held_rounds.closing_times(speech.connection) if chosen.holds(_local(speech, at))]
    return texts.which_form(speech.t, chosen, len(closed))


async def report(speech: Speech) -> Message:
    """The file."""
    chosen = read(speech.row.params["period"])
    if chosen is None or not await may(speech):
        return help_texts.refused(speech.t)
    counted = await indicator.indicator(speech.connection)
    known, held = await in_alphabet(speech), await _held(speech, chosen)
    said = texts.on_report(speech.t, chosen, _local(speech, speech.now), ROUNDS, speech.minimum_group)
    content = _report(speech, said, counted, known, held)
    form = speech.row.params["form"]
    make = partial(as_file, content, form, said.sheets)
    return texts.with_report(speech.t, chosen, File(f"programme-{chosen.key}.{form}", make))


def _local(speech: Speech, at: datetime) -> date:
    return at.astimezone(ZoneInfo(speech.programme.schedule.timezone)).date()


async def _held(speech: Speech, chosen: Period) -> list[Held]:
    timezone = speech.programme.schedule.timezone
    first, last = chosen.days
    begin, end = (at_local(day, datetime.min.time(), timezone) for day in (first, last + timedelta(days=1)))
    return await held_rounds.closed_from(speech.connection, begin, end)


def _report(
    speech: Speech, said: OnReport, counted: Indicator, known: Sequence[Practice], held: Sequence[Held]
) -> ProgrammeReport:
    spots = spots_of(known, counted)
    description = words.map_description(speech.t, [spot.label for spot in spots])
    return ProgrammeReport(
        title=said.title,
        period=said.period,
        indicator=_counts(said.indicator, words.indicator_rows(speech.t, counted)),
        statuses=_counts(said.statuses, words.status_rows(speech.t, counted, speech.programme.statuses())),
        tabel1=_tabel1(speech, said, counted),
        map=PracticesMap(said.figuur1, spots, plain(description)),
        response=_response(speech, said, known, held),
        central_caption=said.central,
        central=[_central(speech, view) for view in central_views(speech, held)],
        method_caption=said.method_caption,
        method=said.method,
        language=speech.t.language,
        right_to_left=speech.t.from_right_to_left,
    )


def _counts(caption: str, rows: Sequence[tuple[Markup, int]]) -> Counts:
    return Counts(caption, [(plain(name), number) for name, number in rows])


def _tabel1(speech: Speech, said: OnReport, counted: Indicator) -> Tabel1:
    rows = words.tabel1_rows(speech.t, counted, speech.programme.organisation_types)
    return Tabel1(
        caption=plain(words.tabel1_caption(speech.t)),
        organisation=said.organisation,
        number=said.number,
        counts=[(plain(name), number) for name, number in rows],
        total=said.total,
        footnote=plain(words.tabel1_footnote(speech.t, counted)),
    )


def _response(speech: Speech, said: OnReport, known: Sequence[Practice], held: Sequence[Held]) -> ResponseTable:
    days, found = last_days(held, ROUNDS), turnout(held)
    took_part = {one.practice_id for one in held}
    return ResponseTable(
        caption=said.turnout,
        practice=said.practice,
        round=said.round,
        answered=said.answered,
        asked=said.asked,
        rounds=[speech.t.short_day(day) for day in days],
        practices=[
            PracticeResponse(one.name, [found.get((one.id, day), NO_ROUND) for day in days])
            for one in known
            if one.id in took_part or one.closed_at is None
        ],
    )


def _central(speech: Speech, view: CentralView) -> CentralFigures:
    found = view.together.found
    hidden = words.hidden(speech.t, speech.minimum_group)
    line = words.in_one_line(speech.t, view.together, found) if found else hidden
    options = [plain(speech.t.pick(option.label)) for option in view.options]
    return CentralFigures(plain(speech.t.pick(view.question.text)), options, found, plain(line))
