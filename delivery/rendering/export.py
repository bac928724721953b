"""An export: which practice, which period, which kind; and how far it is."""

from delivery.rendering.context import RenderingContext
from rules.access import Role, may_see_practice
from rules.export import PERIODS
from storage import exports, practices
from texts.message import Message
from texts.messages import export as texts
from texts.messages import help as help_texts


async def choose_practice(context: RenderingContext) -> Message:
    """To a manager."""
    known = await practices.every(context.connection)
    page = context.row.params.get("page", 0)
    return texts.practices(context.t, [(practice.id, practice.name) for practice in known], page)


async def choose_period(context: RenderingContext) -> Message:
    """Of one practice, or of all (0)."""
    may, practice = await _seen(context)
    if not may:
        return help_texts.refused(context.t)
    return texts.periods(context.t, context.subject_id, practice, tuple(PERIODS))


async def choose_kind(context: RenderingContext) -> Message:
    """Of this period."""
    may, practice = await _seen(context)
    if not may:
        return help_texts.refused(context.t)
    return texts.kinds(context.t, context.subject_id, practice, context.row.params["period"])


async def state(context: RenderingContext) -> Message | None:
    """To who asked for it."""
    export = await exports.get(context.connection, context.subject_id)
    if export is None or export.person_id != context.row.person_id:
        return None
    practice = await practices.get(context.connection, export.practice_id) if export.practice_id else None
    name = practice.name if practice else None
    view = texts.ExportView(name, export.rounds, export.written, export.state == "sent", export.error)
    return texts.state(context.t, view)


async def _seen(context: RenderingContext) -> tuple[bool, str | None]:
    """Whether the viewer may have it, and the practice's name; None for all of them."""
    viewer = await context.viewer()
    if viewer is None or context.subject_id == 0:
        return viewer is not None and Role.MANAGER in viewer.roles, None
    practice = await practices.get(context.connection, context.subject_id)
    return practice is not None and may_see_practice(viewer, practice.id), practice.name if practice else None
