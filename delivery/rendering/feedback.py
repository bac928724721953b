"""What everybody said, of a window that was just told, and what was done with it."""

from delivery.rendering.context import Rendered, RenderingContext
from delivery.rendering.on_time import waits_in_round
from delivery.rendering.renderers import renders
from rules.access import may_run_practice
from rules.payloads.feedback import LookBack, PracticeFeedback
from rules.window_figures import Window
from storage import feedback, practices, question_versions, rounds, windows
from storage.rounds import Round
from texts.message import Message
from texts.messages import feedback as texts
from texts.messages import help as help_texts
from texts.messages import notes
from texts.messages.feedback import LookBackView


@renders(LookBack)
async def look_back(context: RenderingContext, payload: LookBack) -> Rendered:
    """Just before a check-in."""
    opened, viewer = await rounds.get(context.connection, payload.round_id), await context.viewer()
    if opened is None or opened.state != "open":
        return None
    if viewer is None or viewer.answering_practice_id != opened.practice_id:
        return None
    is_later, when = await waits_in_round(context, opened)
    if is_later:
        return when
    written = await feedback.of_round(context.connection, opened.id)
    view = await _view(context, await rounds.before(context.connection, opened.id), written)
    return texts.look_back(context.t, view) if view.window or view.feedback else None


@renders(PracticeFeedback)
async def of_practice(context: RenderingContext, payload: PracticeFeedback) -> Message | None:
    """To a coordinator: the question to write it, or what is written, as everybody will see it."""
    practice = await practices.get(context.connection, payload.practice_id)
    viewer = await context.viewer()
    if practice is None or viewer is None or not may_run_practice(viewer, practice.id):
        return help_texts.refused(context.t)
    if practice.closed_at:
        return notes.note(context.t, "practice_closed")
    written = await feedback.DRAFTS.waiting(context.connection, practice.id)
    if written is None:
        return texts.question(context.t)
    closed = await rounds.closed_in(context.connection, practice.id)
    view = await _view(context, closed[0] if closed else None, written.text)
    return texts.preview(context.t, view, practice.id, approved=written.approved)


async def _view(context: RenderingContext, before: Round | None, written: str | None) -> LookBackView:
    window = await _just_told(context, before) if before else None
    return LookBackView(
        window=window,
        feedback=written,
        central={central.key: central for central in context.programme.central_questions},
        scale_options=(await question_versions.asked(context.connection, context.programme)).options(window),
    )


async def _just_told(context: RenderingContext, before: Round) -> Window | None:
    """The window that ended with this round, if it tells anything of caregivers: nobody hears the same twice."""
    closed = await windows.of_practice(context.connection, before.practice_id, before.number)
    ended = closed[-1] if closed and closed[-1].last == before.number else None
    return ended if ended and ended.figures and any(ended.figures.central.values()) else None
