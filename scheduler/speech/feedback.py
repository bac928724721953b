"""What everybody said the time before, from the snapshot, and what was done with it."""

from rules.access import may_run_practice
from scheduler.speech.speech import Speech
from scheduler.speech.summary import scale_options
from storage import feedback, figures, practices, rounds
from storage.rounds import Round
from texts.message import Message
from texts.messages import feedback as texts
from texts.messages import help as help_texts
from texts.messages.feedback import LookBackView


async def look_back(speech: Speech) -> Message | None:
    """Just before a check-in."""
    opened = await rounds.get(speech.connection, speech.subject_id)
    if opened is None or opened.state != "open":
        return None
    written = await feedback.of_round(speech.connection, opened.id)
    view = await _view(speech, await rounds.before(speech.connection, opened.id), written)
    return texts.look_back(speech.t, view) if view.figures or view.feedback else None


async def of_practice(speech: Speech) -> Message | None:
    """To a coordinator: the question to write it, or what is written, as everybody will see it."""
    practice = await practices.get(speech.connection, speech.subject_id)
    viewer = await speech.viewer()
    if practice is None or viewer is None or not may_run_practice(viewer, practice.id):
        return help_texts.refused(speech.t)
    written = await feedback.waiting(speech.connection, practice.id)
    if written is None:
        return texts.question(speech.t)
    closed = await rounds.closed_in(speech.connection, practice.id)
    view = await _view(speech, closed[0] if closed else None, written.text)
    return texts.preview(speech.t, view, practice.id, approved=written.approved)


async def _view(speech: Speech, before: Round | None, written: str | None) -> LookBackView:
    return LookBackView(
        figures=await figures.snapshot(speech.connection, before.id) if before else None,
        feedback=written,
        central={central.key: central for central in speech.programme.central_questions},
        scale_options=scale_options(speech.programme),
        minimum_group=speech.minimum_group,
    )
