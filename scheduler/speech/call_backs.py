"""A request to be called back, as it stands when it is said."""

from rules.access import may_see_practice
from scheduler.speech.speech import Speech
from storage import call_backs
from texts.message import Message
from texts.messages import call_backs as texts


async def call_back(speech: Speech) -> Message | None:
    """Who asks, while nobody has seen to it; afterwards only that it is settled, where it was told before."""
    found = await call_backs.get(speech.connection, speech.subject_id)
    is_edit = speech.row.edits is not None
    if found is None:
        return texts.withdrawn(speech.t) if is_edit else None
    if found.handled_at or not found.first_name:
        return texts.handled(speech.t) if is_edit else None
    viewer = await speech.viewer()
    if viewer is None or not may_see_practice(viewer, found.practice_id):
        return None
    return texts.call_back(
        speech.t,
        found.id,
        found.first_name,
        found.telegram_id,
        found.practice,
        found.asked_at,
        speech.programme.schedule.timezone,
        again=bool(speech.row.params.get("again")),
    )
