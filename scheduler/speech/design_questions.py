"""The design questions of a practice, for who looks after them."""

from rules.design_question import DesignQuestion
from scheduler.speech.desk import own_practice
from scheduler.speech.speech import Speech
from storage import design_questions, experiment_desk
from texts.message import Message
from texts.messages import help as help_texts
from texts.messages import question_desk as texts
from texts.messages.question_desk import Central, QuestionView
from texts.paging import PER_PAGE


async def of_practice(speech: Speech) -> Message:
    """A page of those that run, or of those that `ended`."""
    practice = await own_practice(speech, speech.subject_id)
    if practice is None:
        return help_texts.refused(speech.t)
    t, page = speech.t, int(speech.row.params.get("page", 0))
    ended = await design_questions.ended(speech.connection, practice.id)
    if speech.row.params.get("ended"):
        return texts.ended_questions(t, practice.id, practice.name, ended, _central(speech), page)
    found = await design_questions.running(speech.connection, practice.id)
    return texts.questions(t, practice.id, practice.name, found, _central(speech), page, len(ended))


async def one(speech: Speech) -> Message | None:
    """One of them: its card, or another `screen` of it."""
    question = await design_questions.get(speech.connection, speech.subject_id)
    if question is None:
        return None
    if await own_practice(speech, question.practice_id) is None:
        return help_texts.refused(speech.t)
    view, screen = await _view(speech, question), speech.row.params.get("screen")
    if screen == texts.CENTRAL or not question.has_begun:
        return texts.which_central(speech.t, view)
    return texts.end(speech.t, view) if screen == texts.END and view.at is not None else texts.card(speech.t, view)


async def _view(speech: Speech, question: DesignQuestion) -> QuestionView:
    running = [each.id for each in await design_questions.running(speech.connection, question.practice_id)]
    tried = await experiment_desk.running(speech.connection, question.practice_id)
    under = [(place, each.title) for place, each in enumerate(tried) if each.design_question_id == question.id]
    return QuestionView(
        question=question,
        central=_central(speech),
        at=running.index(question.id) if question.id in running else None,
        of=len(running),
        titles=[title for _, title in under],
        page=under[0][0] // PER_PAGE if under else 0,
        timezone=speech.programme.schedule.timezone,
    )


def _central(speech: Speech) -> Central:
    return {central.key: central for central in speech.programme.central_questions}
