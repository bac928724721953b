"""`/ontwerpvragen`: a practice's own questions, kept up to date by its coordinators."""

from typing import Protocol

from handlers import desk
from handlers.guards import runs_practice
from handlers.refusals import NotYours
from handlers.registry import command, tapped, typed
from handlers.rewordings import propose
from handlers.turn import Turn
from rules.access import may_run_practice
from rules.design_question import LONGEST, DesignQuestion
from rules.order import moved
from rules.payloads.design_questions import DesignQuestionCard, DesignQuestions
from rules.payloads.notes import Note
from rules.typed_text import is_label
from storage import design_questions
from texts.taps.design_questions import (
    CentralChosen,
    QuestionAsked,
    QuestionEnded,
    QuestionMoved,
    QuestionShown,
    QuestionsShown,
    RewordingAsked,
)


@command("ontwerpvragen")
async def ontwerpvragen(turn: Turn) -> None:
    """Those that run."""
    await turn.say(DesignQuestions(turn.viewer.own_practice_id))


class OfQuestion(Protocol):
    """A tap about a design question."""

    @property
    def question_id(self) -> int: ...


async def own_question(turn: Turn, tap: OfQuestion) -> DesignQuestion:
    """A design question of the viewer's own practice; anybody else's is nobody's."""
    return await question_by_id(turn, tap.question_id)


async def question_by_id(turn: Turn, question_id: int) -> DesignQuestion:
    """The same, by the id that a typed text is awaited for."""
    found = await design_questions.get(turn.connection, question_id)
    if found is None or not may_run_practice(turn.viewer, found.practice_id):
        raise NotYours
    return found


@tapped(QuestionsShown, may=runs_practice)
async def questions_shown(turn: Turn, tap: QuestionsShown) -> None:
    """A page of those that run, or of those that ended."""
    await turn.show(DesignQuestions(tap.practice_id, page=tap.page, ended=tap.ended))


@tapped(QuestionShown, loads=own_question)
async def question_shown(turn: Turn, tap: QuestionShown, question: DesignQuestion) -> None:
    """One of them."""
    await turn.show(DesignQuestionCard(question.id, screen=tap.screen))


@tapped(QuestionAsked, may=runs_practice)
async def question_asked(turn: Turn, tap: QuestionAsked) -> None:
    """*Ontwerpvraag toevoegen*: first its text, then its central question."""
    await turn.wait_for(f"new_question:{tap.practice_id}")
    await turn.say(Note("question_asked"))


@typed("new_question")
async def question_typed(turn: Turn) -> None:
    """The text of a new one; it begins when its central question is chosen."""
    practice_id = desk.own_practice(turn)
    text = await desk.wording(turn, LONGEST, "question_asked")
    if text is None:
        return
    await turn.wait_for(None)
    question_id = await _the_same(turn, practice_id, text)
    if question_id is None:
        question_id = await design_questions.write_down(turn.connection, practice_id, text, turn.now)
        await desk.note_change(turn, "design_question_added", practice_id, question=question_id)
    await turn.say(DesignQuestionCard(question_id))


async def _the_same(turn: Turn, practice_id: int, text: str, but: int | None = None) -> int | None:
    """One that has these words already: then nothing is added, and the viewer hears so."""
    known = await design_questions.running(turn.connection, practice_id)
    same = next((one.id for one in known if one.id != but and is_label(text, one.text)), None)
    if same is not None:
        await turn.say(Note("question_there"))
    return same


@tapped(RewordingAsked, loads=own_question)
async def rewording_asked(turn: Turn, _tap: RewordingAsked, question: DesignQuestion) -> None:
    """*Anders opschrijven*."""
    await turn.wait_for(f"question:{question.id}")
    await turn.say(Note("rewording_asked"))


@typed("question")
async def rewording_typed(turn: Turn) -> None:
    """Its text, once the viewer is sure."""
    question = await question_by_id(turn, desk.waited_for(turn))
    text = await desk.wording(turn, LONGEST, "rewording_asked")
    if text is None:
        return
    await turn.wait_for(None)
    if await _the_same(turn, question.practice_id, text, but=question.id) is None and text != question.text:
        await propose(turn, question.practice_id, "question", question.id, question.text, text)
        return
    await turn.say(DesignQuestionCard(question.id))


@tapped(CentralChosen, loads=own_question)
async def central_chosen(turn: Turn, tap: CentralChosen, question: DesignQuestion) -> None:
    """The central question that it serves."""
    if tap.central not in {central.key for central in turn.programme.central_questions}:
        raise NotYours
    if tap.central != question.central:
        await design_questions.tie(turn.connection, question.id, tap.central)
        await _note(turn, "design_question_tied", question, central=tap.central)
    await turn.show(DesignQuestionCard(question.id))


@tapped(QuestionMoved, loads=own_question)
async def question_moved(turn: Turn, tap: QuestionMoved, question: DesignQuestion) -> None:
    """One place up or down, from where it was seen."""
    ids = [one.id for one in await design_questions.running(turn.connection, question.practice_id)]
    if tap.at < len(ids) and ids[tap.at] == question.id:
        await design_questions.arrange(turn.connection, moved(ids, tap.at, up=tap.up))
        await _note(turn, "design_question_moved", question)
    else:
        turn.toast = "changed_meanwhile"
    await turn.show(DesignQuestionCard(question.id))


@tapped(QuestionEnded, loads=own_question)
async def question_ended(turn: Turn, tap: QuestionEnded, question: DesignQuestion) -> None:
    """The viewer is sure to end it, or opens it again."""
    if tap.yes:
        has_changed = await design_questions.end(turn.connection, question.id, turn.now)
    else:
        has_changed = await design_questions.reopen(turn.connection, question.id)
    if has_changed:
        await _note(turn, "design_question_ended" if tap.yes else "design_question_reopened", question)
    else:
        turn.toast = "changed_meanwhile"
    await turn.show(DesignQuestionCard(question.id))


async def _note(turn: Turn, action: str, question: DesignQuestion, **details: int | str | bool) -> None:
    await desk.note_change(turn, action, question.practice_id, question=question.id, **details)
