"""An export: which practice, which period, which kind; and how far it is."""

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from rules.access import Role, may_see_practice
from rules.export import PERIODS
from rules.payloads.export import ExportKinds, ExportPeriods, ExportState, PracticesToExport
from storage import exports, practices
from texts.message import Message
from texts.messages import export as texts
from texts.messages import help as help_texts


@renders(PracticesToExport)
async def choose_practice(context: RenderingContext, payload: PracticesToExport) -> Message:
    """To a manager."""
    known = await practices.every(context.connection)
    return texts.practices(context.t, [(practice.id, practice.name) for practice in known], payload.page)


@renders(ExportPeriods)
async def choose_period(context: RenderingContext, payload: ExportPeriods) -> Message:
    """Of one practice, or of all (0)."""
    may, practice = await _seen(context, payload.practice_id)
    if not may:
        return help_texts.refused(context.t)
    return texts.periods(context.t, payload.practice_id, practice, tuple(PERIODS))


@renders(ExportKinds)
async def choose_kind(context: RenderingContext, payload: ExportKinds) -> Message:
    """Of this period."""
    may, practice = await _seen(context, payload.practice_id)
    if not may:
        return help_texts.refused(context.t)
    return texts.kinds(context.t, payload.practice_id, practice, payload.period)


@renders(ExportState)
async def state(context: RenderingContext, payload: ExportState) -> Message | None:
    """To who asked for it."""
    export = await exports.get(context.connection, payload.export_id)
    if export is None or export.person_id != context.row.person_id:
        return None
    practice = await practices.get(context.connection, export.practice_id) if export.practice_id else None
    name = practice.name if practice else None
    view = texts.ExportView(
        name, export.rounds, export.written, export.state == "sent", export.error, export.is_research
    )
    return texts.state(context.t, view)


async def _seen(context: RenderingContext, practice_id: int) -> tuple[bool, str | None]:
    """Whether the viewer may have it, and the practice's name; None for all of them."""
    viewer = await context.viewer()
    if viewer is None or practice_id == 0:
        return viewer is not None and Role.MANAGER in viewer.roles, None
    practice = await practices.get(context.connection, practice_id)
    return practice is not None and may_see_practice(viewer, practice.id), practice.name if practice else None
