"""An export: which practice, which period, which kind; and how far it is."""

from rules.access import Role, may_see_practice
from rules.export import PERIODS
from scheduler.speech.speech import Speech
from storage import exports, practices
from texts.message import Message
from texts.messages import export as texts
from texts.messages import help as help_texts


async def choose_practice(speech: Speech) -> Message:
    """To a manager."""
    known = await practices.every(speech.connection)
    page = speech.row.params.get("page", 0)
    return texts.practices(speech.t, [(practice.id, practice.name) for practice in known], page)


async def choose_period(speech: Speech) -> Message:
    """Of one practice, or of all (0)."""
    may, practice = await _seen(speech)
    if not may:
        return help_texts.refused(speech.t)
    return texts.periods(speech.t, speech.subject_id, practice, tuple(PERIODS))


async def choose_kind(speech: Speech) -> Message:
    """Of this period."""
    may, practice = await _seen(speech)
    if not may:
        return help_texts.refused(speech.t)
    return texts.kinds(speech.t, speech.subject_id, practice, speech.row.params["period"])


async def state(speech: Speech) -> Message | None:
    """To who asked for it."""
    export = await exports.get(speech.connection, speech.subject_id)
    if export is None or export.person_id != speech.row.person_id:
        return None
    practice = await practices.get(speech.connection, export.practice_id) if export.practice_id else None
    name = practice.name if practice else None
    view = texts.ExportView(name, export.rounds, export.written, export.state == "sent", export.error)
    return texts.state(speech.t, view)


async def _seen(speech: Speech) -> tuple[bool, str | None]:
    """Whether the viewer may have it, and the practice's name; None for all of them."""
    viewer = await speech.viewer()
    if viewer is None or speech.subject_id == 0:
        return viewer is not None and Role.MANAGER in viewer.roles, None
    practice = await practices.get(speech.connection, speech.subject_id)
    return practice is not None and may_see_practice(viewer, practice.id), practice.name if practice else None
