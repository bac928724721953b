"""Words of a practice that give way to others: nobody loses any by a slip, and they can be had back later."""

from collections.abc import Mapping
from typing import Protocol

from handlers import desk
from handlers.refusals import NotYours
from handlers.registry import tapped
from handlers.turn import Turn
from rules.access import may_run_practice
from rules.payloads.design_questions import DesignQuestionCard
from rules.payloads.experiments import ExperimentCard
from rules.payloads.payload import Payload
from rules.payloads.rewordings import RewordingProposed
from rules.payloads.theme import CoreTheme
from rules.rewording import Rewording, Subject
from storage import rewordings
from texts.taps.rewordings import RewordingDecided, RewordingTakenBack

#: What is written down when words were replaced, and had back.
_NOTED: Mapping[Subject, tuple[str, str]] = {
    "theme": ("theme_changed", "theme_restored"),
    "question": ("design_question_reworded", "design_question_restored"),
    "experiment": ("experiment_renamed", "experiment_restored"),
}


async def propose(turn: Turn, practice_id: int, subject: Subject, subject_id: int, before: str, after: str) -> None:
    """Asks first whether these words may go."""
    proposed = await rewordings.propose(turn.connection, practice_id, subject, subject_id, before, after, turn.now)
    await turn.say(RewordingProposed(proposed))


class OfRewording(Protocol):
    @property
    def rewording_id(self) -> int: ...


async def _own(turn: Turn, tap: OfRewording) -> Rewording:
    """One of the viewer's own practice."""
    found = await rewordings.get(turn.connection, tap.rewording_id)
    if found is None or not may_run_practice(turn.viewer, found.practice_id):
        raise NotYours
    return found


@tapped(RewordingDecided, loads=_own)
async def rewording_decided(turn: Turn, tap: RewordingDecided, one: Rewording) -> None:
    """The viewer is sure, or is not. A second tap finds it done."""
    if tap.yes and one.replaced_at is None:
        await _settle(turn, one, await rewordings.replace(turn.connection, one, turn.now), _NOTED[one.subject][0])
    elif one.replaced_at is None:
        await rewordings.drop(turn.connection, one.id)
    await turn.show(_card(one))


@tapped(RewordingTakenBack, loads=_own)
async def rewording_taken_back(turn: Turn, _tap: RewordingTakenBack, one: Rewording) -> None:
    """*Terugzetten*."""
    await _settle(turn, one, await rewordings.take_back(turn.connection, one), _NOTED[one.subject][1])
    await turn.show(_card(one))


async def _settle(turn: Turn, one: Rewording, done: bool, action: str) -> None:
    if not done:
        turn.toast = "changed_meanwhile"
        return
    about = {} if one.subject == "theme" else {one.subject: one.subject_id}
    await desk.note_change(turn, action, one.practice_id, **about)


def _card(one: Rewording) -> Payload:
    match one.subject:
        case "theme":
            return CoreTheme(one.practice_id, changed=True)
        case "question":
            return DesignQuestionCard(one.subject_id)
        case "experiment":
            return ExperimentCard(one.subject_id)
