"""`/programma`: the whole programme at a glance, and as a report, for its managers."""

from handlers.guards import leads_programme
from handlers.refusals import NotYours
from handlers.registry import command, tapped
from handlers.turn import Turn
from rules import period
from rules.payloads.programme import Attention, ProgrammePart, ReportFile, ReportForms, ReportPeriods
from storage import audit
from texts.messages.programme import OVERVIEW, PARTS
from texts.messages.programme_report import FORMS
from texts.taps.programme import AttentionShown, PeriodChosen, PeriodsShown, ProgrammeShown, ReportAsked


@command("programma")
async def programma(turn: Turn) -> None:
    """Indicator 23, and the ways to the rest."""
    await _note(turn, OVERVIEW)
    await turn.say(ProgrammePart(OVERVIEW))


@tapped(ProgrammeShown, may=leads_programme)
async def part_shown(turn: Turn, tap: ProgrammeShown) -> None:
    """Another part of the figures, or back."""
    if tap.part not in (OVERVIEW, *PARTS):
        raise NotYours
    await _note(turn, tap.part)
    if tap.part in ("map", "central"):
        await turn.say(ProgrammePart(tap.part))  # pictures do not come in the place of a text
    else:
        await turn.show(ProgrammePart(tap.part))


@tapped(AttentionShown, may=leads_programme)
async def attention_shown(turn: Turn, tap: AttentionShown) -> None:
    """*Wat aandacht vraagt*."""
    await _note(turn, "attention")
    await turn.show(Attention(tap.page))


async def _note(turn: Turn, part: str) -> None:
    await audit.note(turn.connection, "programme_shown", turn.viewer.person_id, turn.now, part=part)


@tapped(PeriodsShown, may=leads_programme)
async def periods_shown(turn: Turn, tap: PeriodsShown) -> None:
    """*Rapport*."""
    await turn.show(ReportPeriods(tap.page))


@tapped(PeriodChosen, may=leads_programme)
async def period_chosen(turn: Turn, tap: PeriodChosen) -> None:
    """To read or to reckon with?"""
    if not period.read(tap.period):
        raise NotYours
    await turn.show(ReportForms(tap.period))


@tapped(ReportAsked, may=leads_programme)
async def report_asked(turn: Turn, tap: ReportAsked) -> None:
    """The file comes in a message of its own."""
    if tap.form not in FORMS or not period.read(tap.period):
        raise NotYours
    who = turn.viewer.person_id
    await audit.note(turn.connection, "programme_report", who, turn.now, period=tap.period, form=tap.form)
    await turn.say(ReportFile(tap.period, form=tap.form))
