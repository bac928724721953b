"""`/export`: everything of a period in a spreadsheet, for who may see the figures. Made in the background."""

from handlers.guards import OfPractice
from handlers.refusals import OneExportAtATime
from handlers.registry import command, tapped
from handlers.turn import Turn
from rules.access import Role, Viewer, may_see_practice
from rules.export import PERIODS, since
from rules.payloads.export import ExportKinds, ExportPeriods, ExportState, PracticesToExport, ResearchKinds
from storage import audit, exports
from texts.messages.export import KINDS
from texts.taps.export import ExportAsked, ExportPeriodChosen, ExportShown, ResearchAsked, ResearchShown


@command("export")
async def export(turn: Turn) -> None:
    """From when on? A manager says first of which practice."""
    if Role.MANAGER in turn.viewer.roles:
        await turn.say(PracticesToExport())
    else:
        await turn.say(ExportPeriods(turn.viewer.own_practice_id))


def _may(viewer: Viewer, tap: OfPractice) -> bool:
    """A practice whose figures the viewer may see; all of them (0) for a manager."""
    return may_see_practice(viewer, tap.practice_id) if tap.practice_id else Role.MANAGER in viewer.roles


@tapped(ExportShown, may=_may)
async def export_shown(turn: Turn, tap: ExportShown) -> None:
    """A practice was chosen, or all of them."""
    await turn.say(ExportPeriods(tap.practice_id))


@tapped(ExportPeriodChosen, may=_may)
async def export_period_chosen(turn: Turn, tap: ExportPeriodChosen) -> None:
    """Now the kind of file."""
    if tap.period in PERIODS:
        await turn.show(ExportKinds(tap.practice_id, period=tap.period))


def _leads(viewer: Viewer, _tap: object) -> bool:
    return Role.MANAGER in viewer.roles


@tapped(ResearchShown, may=_leads)
async def research_shown(turn: Turn, _tap: ResearchShown) -> None:
    """*Bestand voor onderzoek*: what is in it."""
    await turn.show(ResearchKinds())


@tapped(ResearchAsked, may=_leads)
async def research_asked(turn: Turn, tap: ResearchAsked) -> None:
    """Rows of persons, of who said yes to exactly that: it is noted who had it made."""
    if tap.kind not in KINDS:
        return
    who = turn.viewer.person_id
    made = await exports.ask(turn.connection, who, None, None, tap.kind, turn.tapped, turn.now, is_research=True)
    await _begin(turn, made)
    await audit.note(turn.connection, "research_file", who, turn.now, kind=tap.kind)


async def _begin(turn: Turn, made: int | None) -> None:
    if made is None:
        raise OneExportAtATime
    turn.work_came = True
    await turn.show(ExportState(made))


@tapped(ExportAsked, may=_may)
async def export_asked(turn: Turn, tap: ExportAsked) -> None:
    """It is made as soon as somebody has time for it; one at a time for each person."""
    if tap.period not in PERIODS or tap.kind not in KINDS:
        return
    practice_id = tap.practice_id or None
    begins = since(tap.period, turn.now)
    made = await exports.ask(
        turn.connection, turn.viewer.person_id, practice_id, begins, tap.kind, turn.tapped, turn.now
    )
    await _begin(turn, made)
    await audit.note(
        turn.connection, "export", turn.viewer.person_id, turn.now, practice_id, period=tap.period, kind=tap.kind
    )
