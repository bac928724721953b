"""How many people a practice has."""

from rules.access import may_run_practice
from scheduler.speech.speech import Speech
from storage import headcounts, practices
from texts.message import Message
from texts.messages import headcount as texts
from texts.messages import help as help_texts


async def of_practice(speech: Speech) -> Message:
    """For its coordinators."""
    practice, viewer = await practices.get(speech.connection, speech.subject_id), await speech.viewer()
    if practice is None or viewer is None or not may_run_practice(viewer, practice.id):
        return help_texts.refused(speech.t)
    counted = await headcounts.of_practice(speech.connection, practice.id, speech.now)
    return texts.headcount(speech.t, practice.name, counted, speech.programme.organisation_types)
