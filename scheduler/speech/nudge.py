"""How many have not finished, and the one nudge of a round."""

from rules.access import may_run_practice
from rules.own_time import next_allowed
from scheduler.speech.speech import Speech
from storage import nudges, practices, rounds
from texts.message import Message
from texts.messages import help as help_texts
from texts.messages import nudge as texts


async def of_practice(speech: Speech) -> Message:
    """For its coordinators."""
    practice, viewer = await practices.get(speech.connection, speech.subject_id), await speech.viewer()
    if practice is None or viewer is None or not may_run_practice(viewer, practice.id):
        return help_texts.refused(speech.t)
    found = await rounds.open_in(speech.connection, practice.id)
    if found is None:
        return texts.no_round(speech.t, practice.name)
    timezone = speech.programme.schedule.timezone
    nudged_at = await nudges.nudged_at(speech.connection, found.id)
    view = texts.NudgeView(
        round_id=found.id,
        practice=practice.name,
        opened_on=found.opened_on,
        closes_at=found.closes_at,
        unfinished=await nudges.unfinished(speech.connection, found.id, speech.now),
        is_asked_for=nudged_at is not None,
        at=next_allowed(nudged_at or speech.now, timezone),
        now=speech.now,
        timezone=timezone,
    )
    return texts.nudge(speech.t, view)
