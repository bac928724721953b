"""A coordinator's message to the participants, and how far it is."""

from rules.access import Role, may_run_practice
from rules.own_time import next_allowed
from scheduler.speech.speech import Speech
from storage import circulars, practices
from storage.circulars import Circular
from storage.practices import Practice
from texts.message import Message
from texts.messages import circular as texts
from texts.messages import help as help_texts


async def question(speech: Speech) -> Message:
    """To a coordinator who wants to write."""
    practice, viewer = await practices.get(speech.connection, speech.subject_id), await speech.viewer()
    if practice is None or viewer is None or not may_run_practice(viewer, practice.id):
        return help_texts.refused(speech.t)
    count = await circulars.count_addressed(speech.connection, practice.id, viewer.person_id, speech.now)
    return texts.question(speech.t, practice.name, count)


async def draft(speech: Speech) -> Message | None:
    """To its author, before it goes out."""
    found, practice = await _subject(speech)
    if found is None or practice is None:
        return None
    count = await circulars.count_addressed(speech.connection, practice.id, found.person_id, speech.now)
    timezone = speech.programme.schedule.timezone
    at = next_allowed(speech.now, timezone)
    return texts.draft(speech.t, found.id, practice.name, found.text, count, at if at > speech.now else None, timezone)


async def circular(speech: Speech) -> Message | None:
    """To a participant, unless it was stopped or they have left."""
    found, practice = await _subject(speech)
    viewer = await speech.viewer()
    if found is None or practice is None or viewer is None or found.stopped_at:
        return None
    is_theirs = viewer.practice_id == practice.id and Role.PARTICIPANT in viewer.roles and not viewer.stopped
    return texts.circular(speech.t, practice.name, found.text) if is_theirs else None


async def state(speech: Speech) -> Message | None:
    """To its author, while it goes out."""
    found, practice = await _subject(speech)
    if found is None or practice is None:
        return None
    so_far = await circulars.progress(speech.connection, found.id)
    view = texts.StateView(
        circular_id=found.id,
        practice=practice.name,
        arrived=so_far.arrived,
        waiting=so_far.waiting,
        lost=so_far.lost,
        at=so_far.due_at if so_far.due_at and so_far.due_at > speech.now else None,
        is_stopped=found.stopped_at is not None,
        timezone=speech.programme.schedule.timezone,
    )
    return texts.state(speech.t, view)


async def _subject(speech: Speech) -> tuple[Circular | None, Practice | None]:
    found = await circulars.get(speech.connection, speech.subject_id)
    practice = await practices.get(speech.connection, found.practice_id) if found else None
    return found, practice
