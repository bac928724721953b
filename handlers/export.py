"""`/export`: everything of a period in a spreadsheet, for who may see the figures. Made in the background."""

from handlers.turn import Turn
from rules.access import Role, may_see_practice
from rules.export import PERIODS, since
from rules.payloads.export import ExportKinds, ExportPeriods, ExportState, PracticesToExport
from storage import audit, exports
from texts.callback_data import ExportAsked, ExportPeriodChosen, ExportShown
from texts.messages.export import KINDS


async def export(turn: Turn) -> None:
    """From when on? A manager says first of which practice."""
    if Role.MANAGER in turn.viewer.roles:
        await turn.say(PracticesToExport())
    else:
        await turn.say(ExportPeriods(turn.viewer.own_practice_id))


async def export_shown(turn: Turn, tap: ExportShown) -> None:
    """A practice was chosen, or all of them."""
    if _may(turn, tap.practice_id):
        await turn.say(ExportPeriods(tap.practice_id))


async def export_period_chosen(turn: Turn, tap: ExportPeriodChosen) -> None:
    """Now the kind of file."""
    if _may(turn, tap.practice_id) and tap.period in PERIODS:
        await turn.show(ExportKinds(tap.practice_id, period=tap.period))


async def export_asked(turn: Turn, tap: ExportAsked) -> None:
    """It is made as soon as somebody has time for it; one at a time for each person."""
    if not _may(turn, tap.practice_id) or tap.period not in PERIODS or tap.kind not in KINDS:
        return
    practice_id = tap.practice_id or None
    begins = since(tap.period, turn.now)
    made = await exports.ask(
        turn.connection, turn.viewer.person_id, practice_id, begins, tap.kind, turn.tapped, turn.now
    )
    if made is None:
        turn.toast = "export_waits"
        return
    await audit.note(
        turn.connection, "export", turn.viewer.person_id, turn.now, practice_id, period=tap.period, kind=tap.kind
    )
    turn.work_came = True
    await turn.show(ExportState(made))


def _may(turn: Turn, practice_id: int) -> bool:
    """A practice whose figures the viewer may see; all of them (0) for a manager."""
    may = may_see_practice(turn.viewer, practice_id) if practice_id else Role.MANAGER in turn.viewer.roles
    if not may:
        turn.toast = "not_yours"
    return may
