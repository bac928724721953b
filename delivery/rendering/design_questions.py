"""The design questions of a practice, for who looks after them."""

from delivery.rendering.context import RenderingContext
from delivery.rendering.desk import own_practice
from delivery.rendering.renderers import renders
from rules.design_question import DesignQuestion
from rules.payloads.design_questions import DesignQuestionCard, DesignQuestions
from storage import design_questions, experiment_desk, rewordings
from texts.message import Message
from texts.messages import help as help_texts
from texts.messages import question_desk as texts
from texts.messages.question_desk import Central, QuestionView
from texts.paging import PER_PAGE


@renders(DesignQuestions)
async def of_practice(context: RenderingContext, payload: DesignQuestions) -> Message:
    """A page of those that run, or of those that `ended`."""
    practice = await own_practice(context, payload.practice_id)
    if practice is None:
        return help_texts.refused(context.t)
    ended = await design_questions.ended(context.connection, practice.id)
    if payload.ended:
        return texts.ended_questions(context.t, practice.id, practice.name, ended, _central(context), payload.page)
    found = await design_questions.running(context.connection, practice.id)
    return texts.questions(context.t, practice.id, practice.name, found, _central(context), payload.page, len(ended))


@renders(DesignQuestionCard)
async def one(context: RenderingContext, payload: DesignQuestionCard) -> Message | None:
    """One of them: its card, or another `screen` of it."""
    question = await design_questions.get(context.connection, payload.question_id)
    if question is None:
        return None
    if await own_practice(context, question.practice_id) is None:
        return help_texts.refused(context.t)
    view, screen = await _view(context, question), payload.screen
    if screen == texts.CENTRAL or not question.has_begun:
        return texts.which_central(context.t, view)
    return texts.end(context.t, view) if screen == texts.END and view.at is not None else texts.card(context.t, view)


async def _view(context: RenderingContext, question: DesignQuestion) -> QuestionView:
    running = [each.id for each in await design_questions.running(context.connection, question.practice_id)]
    tried = await experiment_desk.running(context.connection, question.practice_id)
    under = [(place, each.title) for place, each in enumerate(tried) if each.design_question_id == question.id]
    return QuestionView(
        question=question,
        central=_central(context),
        at=running.index(question.id) if question.id in running else None,
        of=len(running),
        titles=[title for _, title in under],
        page=under[0][0] // PER_PAGE if under else 0,
        timezone=context.programme.schedule.timezone,
        before=await rewordings.newest(context.connection, "question", question.id),
    )


def _central(context: RenderingContext) -> Central:
    return {central.key: central for central in context.programme.central_questions}
