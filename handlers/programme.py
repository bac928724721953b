"""`/programma`: the whole programme at a glance, and as a report, for its managers."""

from handlers.turn import Turn
from rules import period
from rules.access import may_see_programme
from rules.payloads.programme import ProgrammePart, ReportFile, ReportForms, ReportPeriods
from storage import audit
from texts.callback_data import PeriodChosen, PeriodsShown, ProgrammeShown, ReportAsked
from texts.messages.programme import OVERVIEW, PARTS
from texts.messages.programme_report import FORMS


async def programma(turn: Turn) -> None:
    """Indicator 23, and the ways to the rest."""
    await _note(turn, OVERVIEW)
    await turn.say(ProgrammePart(OVERVIEW))


async def part_shown(turn: Turn, tap: ProgrammeShown) -> None:
    """Another part of the figures, or back."""
    if not may(turn) or tap.part not in (OVERVIEW, *PARTS):
        turn.toast = "not_yours"
        return
    await _note(turn, tap.part)
    if tap.part == "map":
        await turn.say(ProgrammePart(tap.part))  # a picture does not come in the place of a text
    else:
        await turn.show(ProgrammePart(tap.part))


async def _note(turn: Turn, part: str) -> None:
    await audit.note(turn.connection, "programme_shown", turn.viewer.person_id, turn.now, part=part)


async def periods_shown(turn: Turn, tap: PeriodsShown) -> None:
    """*Rapport*."""
    if may(turn):
        await turn.show(ReportPeriods(tap.page))


async def period_chosen(turn: Turn, tap: PeriodChosen) -> None:
    """To read or to reckon with?"""
    if may(turn) and period.read(tap.period):
        await turn.show(ReportForms(tap.period))
    else:
        turn.toast = "not_yours"


async def report_asked(turn: Turn, tap: ReportAsked) -> None:
    """The file comes in a message of its own."""
    if not may(turn) or tap.form not in FORMS or not period.read(tap.period):
        turn.toast = "not_yours"
        return
    who = turn.viewer.person_id
    await audit.note(turn.connection, "programme_report", who, turn.now, period=tap.period, form=tap.form)
    await turn.say(ReportFile(tap.period, form=tap.form))


def may(turn: Turn) -> bool:
    """Whether this is a manager's turn; anybody else learns only that the button does not work."""
    if may_see_programme(turn.viewer):
        return True
    turn.toast = "not_yours"
    return False
