"""*Wat werkte elders?*: a coordinator looks at what others recommend, takes it over, or asks to meet its practice."""

from handlers import desk
from handlers.experiments import own_experiment
from handlers.refusals import NotYours
from handlers.registry import tapped
from handlers.turn import Turn
from rules.access import Role, may_run_practice
from rules.experiment import Experiment
from rules.payloads.elsewhere import (
    Elsewhere,
    ElsewhereCard,
    Introduced,
    IntroductionQuestion,
    IntroductionUnderWay,
    NotIntroduced,
)
from rules.payloads.experiments import ExperimentCard
from rules.payloads.notes import Note
from rules.typed_text import is_label
from storage import elsewhere, experiment_desk, introductions, memberships, outbox
from storage.elsewhere import Recommended
from storage.introductions import Introduction
from texts.messages.experiment_desk import EXPECT
from texts.taps.elsewhere import (
    ElsewhereCardShown,
    ElsewhereShown,
    IntroductionAnswered,
    IntroductionAsked,
    TakenOver,
)


@tapped(ElsewhereShown, loads=own_experiment)
async def elsewhere_shown(turn: Turn, tap: ElsewhereShown, one: Experiment) -> None:
    """What is recommended under the same central question."""
    await turn.show(Elsewhere(one.id, page=tap.page))


@tapped(ElsewhereCardShown, loads=own_experiment)
async def elsewhere_card_shown(turn: Turn, tap: ElsewhereCardShown, one: Experiment) -> None:
    """The card of a recommended one."""
    await turn.show(ElsewhereCard(one.id, from_id=tap.from_id))


async def _recommended(turn: Turn, from_id: int, one: Experiment) -> Recommended:
    """Recommended still, by another practice, under the same central question."""
    found = await elsewhere.get(turn.connection, from_id)
    if found is None or found.practice_id == one.practice_id or found.central != one.central:
        raise NotYours
    return found


@tapped(TakenOver, loads=own_experiment)
async def taken_over(turn: Turn, tap: TakenOver, one: Experiment) -> None:
    """A new experiment under the same design question; what is expected of it is typed next."""
    found = await _recommended(turn, tap.from_id, one)
    if one.question_ended_at:
        raise NotYours
    beside = await experiment_desk.running(turn.connection, one.practice_id)
    under = [each for each in beside if each.design_question_id == one.design_question_id]
    if any(is_label(found.title, each.title) for each in under):
        await turn.say(Note("experiment_there"))
        return
    added = await experiment_desk.add(turn.connection, one.design_question_id, found.title, turn.now)
    await elsewhere.take_over(turn.connection, added, found.experiment_id)
    await desk.note_change(turn, "experiment_taken_over", one.practice_id, experiment=added)
    await turn.wait_for(f"expectation:{added}")
    await turn.say(ExperimentCard(added, screen=EXPECT))


@tapped(IntroductionAsked, loads=own_experiment)
async def introduction_asked(turn: Turn, tap: IntroductionAsked, one: Experiment) -> None:
    """A yes of the viewer's; the coordinators of the other practice are asked for theirs, or have said it already."""
    found = await _recommended(turn, tap.from_id, one)
    theirs = await introductions.the_other_way(turn.connection, one.practice_id, found.practice_id)
    if theirs is not None and await _agree(turn, theirs):
        return
    role, persons = await memberships.leading(turn.connection, found.practice_id, but_not=turn.viewer.person_id)
    if role is not Role.COORDINATOR:  # a manager says yes for nobody
        await turn.say(Note("introduction_nobody"))
        return
    asked = await introductions.ask(
        turn.connection, found.experiment_id, one.practice_id, turn.viewer.person_id, turn.now
    )
    for person_id in persons if asked is not None else ():
        key = f"{IntroductionQuestion.KIND}:{asked}:{person_id}"  # who came since the first time is asked too
        question = IntroductionQuestion(asked or 0)
        await outbox.add(turn.connection, question, now=turn.now, person_id=person_id, dedupe_key=key)
    await turn.say(IntroductionUnderWay())


async def _agree(turn: Turn, introduction_id: int) -> bool:
    """A yes of the viewer's to what others asked; False when they went, or somebody answered meanwhile."""
    one = await introductions.get(turn.connection, introduction_id)
    if one is None or not one.are_there:
        return False
    if not await introductions.answer(turn.connection, one.id, turn.viewer.person_id, turn.now):
        return False
    await outbox.add(turn.connection, Introduced(one.id), now=turn.now, person_id=one.asker)
    await turn.say(Introduced(one.id))
    return True


async def _for_me(turn: Turn, tap: IntroductionAnswered) -> Introduction:
    """A request to the viewer's own practice."""
    found = await introductions.get(turn.connection, tap.introduction_id)
    if found is None or not may_run_practice(turn.viewer, found.practice_id):
        raise NotYours
    return found


@tapped(IntroductionAnswered, loads=_for_me)
async def introduction_answered(turn: Turn, tap: IntroductionAnswered, one: Introduction) -> None:
    """After a yes each hears how to reach the other; after a no, or when the asker went, that it is not now."""
    mine = turn.viewer.person_id if tap.yes and one.are_there else None
    if not await introductions.answer(turn.connection, one.id, mine, turn.now):
        turn.toast = "changed_meanwhile"
        return
    told = Introduced(one.id) if mine else NotIntroduced(one.id)
    await outbox.add(turn.connection, told, now=turn.now, person_id=one.asker)
    await turn.show(told if tap.yes else IntroductionQuestion(one.id))
