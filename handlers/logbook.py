"""*Logboek*: a coordinator writes what is expected of an experiment and what was learnt, and decides what is next.

These sentences are the practice's: who wrote them is kept nowhere, so nothing of them goes to the audit either.
"""

from handlers import desk
from handlers.experiments import own_experiment, own_experiment_by_id
from handlers.refusals import NotYours
from handlers.registry import tapped, typed
from handlers.turn import Turn
from rules.experiment import Experiment
from rules.learning import CONFIDENCES, LONGEST, NEXT, READINESS, Confidence, Next
from rules.payloads.elsewhere import ElsewhereCard
from rules.payloads.experience_card import Card, CardField
from rules.payloads.experiments import ExperimentCard
from rules.payloads.logbook import Logbook, LogbookVersion
from rules.payloads.notes import Note
from storage import cycles, expectations, on_phones, outbox, recommendations
from texts.messages import experiment_desk
from texts.messages.logbook import CONFIDENCE, NEXT_STEP, READY, VERSIONS
from texts.messages.logbook_versions import EXPECTATION
from texts.taps.logbook import (
    ConfidenceChosen,
    ExpectationAsked,
    LessonAsked,
    LogbookShown,
    NextChosen,
    ReadinessChosen,
    RecommendationEnded,
    VersionRemoved,
    VersionShown,
)

#: What shows sentences of a logbook.
SHOWING = (Logbook, LogbookVersion, Card, CardField, ElsewhereCard)


@tapped(LogbookShown, loads=own_experiment)
async def logbook_shown(turn: Turn, tap: LogbookShown, one: Experiment) -> None:
    """*Logboek*, or another screen of it: what was to be typed here is not waited for any more."""
    if (turn.viewer.awaiting or "").startswith(("expectation:", "lesson:")):
        await turn.wait_for(None)
    await turn.show(Logbook(one.id, screen=tap.screen))


@tapped(ExpectationAsked, loads=own_experiment)
async def expectation_asked(turn: Turn, _tap: ExpectationAsked, one: Experiment) -> None:
    """*Verwachting opschrijven*."""
    await turn.wait_for(f"expectation:{one.id}")
    await turn.say(Note("expectation_asked"))


@typed("expectation")
async def expectation_typed(turn: Turn) -> None:
    """A new version of what is expected."""
    one = await own_experiment_by_id(turn, desk.waited_for(turn))
    text = await desk.wording(turn, LONGEST, "expectation_asked")
    if text is not None:
        await turn.wait_for(None)
        await expectations.write(turn.connection, one.id, text, turn.now)
        await turn.say(Logbook(one.id, screen=CONFIDENCE))


@tapped(ConfidenceChosen, loads=own_experiment)
async def confidence_chosen(turn: Turn, tap: ConfidenceChosen, one: Experiment) -> None:
    """How much confidence; a version that has it said keeps it."""
    newest = (await expectations.newest(turn.connection, [one.id])).get(one.id)
    if newest is None or tap.confidence not in CONFIDENCES:
        raise NotYours
    chosen: Confidence = next(each for each in CONFIDENCES if each == tap.confidence)
    is_newest = newest.id == tap.expectation_id
    if not is_newest or not await expectations.trust(turn.connection, newest.id, chosen):
        turn.toast = "changed_meanwhile"
    await turn.show(Logbook(one.id))


@tapped(LessonAsked, loads=own_experiment)
async def lesson_asked(turn: Turn, tap: LessonAsked, one: Experiment) -> None:
    """*Wat leerden jullie?*, in this cycle, or in a new one that the coordinator begins."""
    if not tap.cycle_id:
        await cycles.begin(turn.connection, one.id, None, turn.now)
    newest = await cycles.newest(turn.connection, one.id)
    if newest is None or tap.cycle_id not in (0, newest.id):
        raise NotYours
    await turn.wait_for(f"lesson:{newest.id}")
    await turn.say(Note("lesson_asked"))


@typed("lesson")
async def lesson_typed(turn: Turn) -> None:
    """A new version of what was learnt."""
    cycle_id = desk.waited_for(turn)
    one = await own_experiment_by_id(turn, await cycles.experiment_of(turn.connection, cycle_id) or 0)
    text = await desk.wording(turn, LONGEST, "lesson_asked")
    if text is not None:
        await turn.wait_for(None)
        await cycles.learn(turn.connection, cycle_id, text, turn.now)
        await turn.say(Logbook(one.id, screen=NEXT_STEP))


@tapped(NextChosen, loads=own_experiment)
async def next_chosen(turn: Turn, tap: NextChosen, one: Experiment) -> None:
    """*Houden*, *Aanpassen*, *Stoppen* or *Aan anderen aanraden*."""
    newest = await cycles.newest(turn.connection, one.id)
    if newest is None or newest.id != tap.cycle_id or tap.next not in NEXT:
        raise NotYours
    chosen: Next = next(each for each in NEXT if each == tap.next)
    if not await cycles.decide(turn.connection, newest.id, chosen, turn.now):
        turn.toast = "changed_meanwhile"
        await turn.show(Logbook(one.id))
    elif chosen == "recommend":
        await _recommend(turn, one)
    elif chosen == "stop":
        await turn.show(ExperimentCard(one.id, screen=experiment_desk.END))
    else:
        await turn.show(Logbook(one.id))


async def _recommend(turn: Turn, one: Experiment) -> None:
    await recommendations.recommend(turn.connection, one.id, turn.now)
    await desk.note_change(turn, "experiment_recommended", one.practice_id, experiment=one.id)
    await turn.show(Logbook(one.id, screen=READY))


@tapped(ReadinessChosen, loads=own_experiment)
async def readiness_chosen(turn: Turn, tap: ReadinessChosen, one: Experiment) -> None:
    """How ready it is for others."""
    if tap.readiness not in READINESS or one.recommended_at is None:
        raise NotYours
    await recommendations.rate(turn.connection, one.id, tap.readiness, turn.now)
    await turn.show(Logbook(one.id))


@tapped(RecommendationEnded, loads=own_experiment)
async def recommendation_ended(turn: Turn, _tap: RecommendationEnded, one: Experiment) -> None:
    """*Niet meer aanraden*."""
    if await recommendations.end(turn.connection, one.id, turn.now):
        await desk.note_change(turn, "recommendation_ended", one.practice_id, experiment=one.id)
    await turn.show(Logbook(one.id))


@tapped(VersionShown, loads=own_experiment)
async def version_shown(turn: Turn, tap: VersionShown, one: Experiment) -> None:
    """One version, whole."""
    await turn.show(LogbookVersion(one.id, sentence=tap.kind, version_id=tap.version_id))


@tapped(VersionRemoved, loads=own_experiment)
async def version_removed(turn: Turn, tap: VersionRemoved, one: Experiment) -> None:
    """A version that named somebody, say, goes for good."""
    remove = expectations.remove if tap.kind == EXPECTATION else cycles.remove_lesson
    if await remove(turn.connection, one.id, tap.version_id):
        await desk.note_change(turn, "logbook_version_removed", one.practice_id, experiment=one.id)
        await _say_it_anew(turn, one.id)
        turn.erased = True
    await turn.show(Logbook(one.id, screen=VERSIONS))


async def _say_it_anew(turn: Turn, experiment_id: int) -> None:
    """The messages that show it, on every phone, show it without what went; in other practices as well."""
    for person_id, message_id, says in await on_phones.saying(turn.connection, SHOWING):
        if experiment_id == (says.from_id if isinstance(says, ElsewhereCard) else getattr(says, "experiment_id", None)):
            await outbox.add(turn.connection, says, now=turn.now, person_id=person_id, edits=message_id)
