"""`/experimenten`: what a practice tries out. Coordinators keep it up to date; participants say what they work on."""

from typing import Protocol

from handlers import desk, news
from handlers.design_questions import own_question, question_by_id
from handlers.guards import runs_practice
from handlers.refusals import NotYours
from handlers.registry import command, tapped, typed
from handlers.rewordings import propose
from handlers.turn import Turn
from rules.access import Role, Viewer, may_run_practice
from rules.design_question import DesignQuestion
from rules.experiment import LONGEST_TITLE, Experiment
from rules.order import moved
from rules.payloads.experiments import ExperimentCard, ExperimentPlaces, Experiments, OwnExperiments
from rules.payloads.notes import Note
from rules.typed_text import is_label
from storage import cycles, experiment_desk, experiment_statuses, experiments
from texts.messages.experiment_desk import EXPECT
from texts.taps.experiments import (
    ExperimentEnded,
    ExperimentMoved,
    ExperimentPlaced,
    ExperimentShown,
    ExperimentsShown,
    OwnExperimentsShown,
    PlacesShown,
    RenamingAsked,
    StatusChosen,
)


@command("experimenten")
async def experimenten(turn: Turn) -> None:
    """All of the practice, for who coordinates it; on which one works, for a participant."""
    practice_id = turn.viewer.practice_id
    if practice_id is not None and may_run_practice(turn.viewer, practice_id):
        await turn.say(Experiments(practice_id))
    else:
        mine = next(m for m in turn.viewer.memberships if m.role is Role.PARTICIPANT)
        await turn.say(OwnExperiments(mine.id))


def _is_own(viewer: Viewer, tap: OwnExperimentsShown) -> bool:
    return tap.membership_id in {m.id for m in viewer.memberships}


@tapped(OwnExperimentsShown, may=_is_own)
async def own_experiments_shown(turn: Turn, tap: OwnExperimentsShown) -> None:
    """On which ones somebody works who coordinates as well."""
    await turn.show(OwnExperiments(tap.membership_id))


class OfExperiment(Protocol):
    @property
    def experiment_id(self) -> int: ...


async def own_experiment(turn: Turn, tap: OfExperiment) -> Experiment:
    """An experiment of the viewer's own practice; anybody else's is nobody's."""
    return await own_experiment_by_id(turn, tap.experiment_id)


async def own_experiment_by_id(turn: Turn, experiment_id: int) -> Experiment:
    found = await experiment_desk.get(turn.connection, experiment_id)
    if found is None or not may_run_practice(turn.viewer, found.practice_id):
        raise NotYours
    return found


@tapped(ExperimentsShown, may=runs_practice)
async def experiments_shown(turn: Turn, tap: ExperimentsShown) -> None:
    """A page of those that run, or of those that ended."""
    await turn.show(Experiments(tap.practice_id, page=tap.page, ended=tap.ended))


@tapped(ExperimentShown, loads=own_experiment)
async def experiment_shown(turn: Turn, tap: ExperimentShown, one: Experiment) -> None:
    """One of them."""
    await turn.show(ExperimentCard(one.id, screen=tap.screen))


@tapped(PlacesShown, may=runs_practice)
async def places_shown(turn: Turn, tap: PlacesShown) -> None:
    """Under which design question?"""
    await turn.show(ExperimentPlaces(tap.practice_id, tap.experiment_id, page=tap.page))


@tapped(ExperimentPlaced, loads=own_question)
async def experiment_placed(turn: Turn, tap: ExperimentPlaced, question: DesignQuestion) -> None:
    """A design question was chosen: for a new experiment, whose title is typed next, or for one that moves there."""
    if question.ended_at:
        raise NotYours
    if not tap.experiment_id:
        await turn.wait_for(f"new_experiment:{question.id}")
        await turn.say(Note("experiment_asked"))
    elif (one := await own_experiment(turn, tap)).practice_id == question.practice_id:
        await _place(turn, one, question.id)


async def _place(turn: Turn, one: Experiment, question_id: int) -> None:
    if one.design_question_id != question_id:
        await experiment_desk.place_under(turn.connection, one.id, question_id)
        await _note(turn, "experiment_placed", one, question=question_id)
    await turn.show(ExperimentCard(one.id))


@typed("new_experiment")
async def experiment_typed(turn: Turn) -> None:
    """The title of a new one."""
    question = await question_by_id(turn, desk.waited_for(turn))
    title = await desk.wording(turn, LONGEST_TITLE, "experiment_asked")
    if title is None:
        return
    await turn.wait_for(None)
    experiment_id = await _the_same(turn, question.practice_id, question.id, title)
    if experiment_id is None:
        experiment_id = await experiment_desk.add(turn.connection, question.id, title, turn.now)
        await desk.note_change(turn, "experiment_added", question.practice_id, experiment=experiment_id)
        await news.experiment_began(turn, question.practice_id)
        await turn.wait_for(f"expectation:{experiment_id}")
        await turn.say(ExperimentCard(experiment_id, screen=EXPECT))
    else:
        await turn.say(ExperimentCard(experiment_id))


async def _the_same(turn: Turn, practice_id: int, question_id: int, title: str, but: int | None = None) -> int | None:
    """One under this design question that is called so already: then nothing changes, and the viewer hears so."""
    beside = await _beside(turn, practice_id, question_id)
    same = next((one.id for one in beside if one.id != but and is_label(title, one.title)), None)
    if same is not None:
        await turn.say(Note("experiment_there"))
    return same


async def _beside(turn: Turn, practice_id: int, question_id: int) -> list[Experiment]:
    running = await experiment_desk.running(turn.connection, practice_id)
    return [one for one in running if one.design_question_id == question_id]


@tapped(RenamingAsked, loads=own_experiment)
async def renaming_asked(turn: Turn, _tap: RenamingAsked, one: Experiment) -> None:
    """*Andere naam*."""
    await turn.wait_for(f"experiment:{one.id}")
    await turn.say(Note("renaming_asked"))


@typed("experiment")
async def name_typed(turn: Turn) -> None:
    """Its title, once the viewer is sure."""
    one = await own_experiment_by_id(turn, desk.waited_for(turn))
    title = await desk.wording(turn, LONGEST_TITLE, "renaming_asked")
    if title is None:
        return
    await turn.wait_for(None)
    same = await _the_same(turn, one.practice_id, one.design_question_id, title, but=one.id)
    if same is None and title != one.title:
        await propose(turn, one.practice_id, "experiment", one.id, one.title, title)
        return
    await turn.say(ExperimentCard(one.id))


@tapped(StatusChosen, loads=own_experiment)
async def status_chosen(turn: Turn, tap: StatusChosen, one: Experiment) -> None:
    """How it goes, in the words that participants have as well. None of them ends it."""
    if tap.status not in turn.programme.statuses():
        raise NotYours
    if not one.is_running:
        turn.toast = "changed_meanwhile"
        await turn.show(ExperimentCard(one.id))
        return
    await experiments.set_status(turn.connection, one.id, tap.status, turn.now)
    await experiment_statuses.note(turn.connection, [one.id])
    if tap.status in (looks_back := turn.programme.looked_back_at()):
        await cycles.open_asked(turn.connection, {one.id: one.practice_id}, looks_back, turn.now)
    await _note(turn, "experiment_status", one, status=tap.status)
    await turn.show(ExperimentCard(one.id))


@tapped(ExperimentMoved, loads=own_experiment)
async def experiment_moved(turn: Turn, tap: ExperimentMoved, one: Experiment) -> None:
    """One place up or down under its design question, from where it was seen."""
    ids = [each.id for each in await _beside(turn, one.practice_id, one.design_question_id)]
    if tap.at < len(ids) and ids[tap.at] == one.id:
        await experiment_desk.arrange(turn.connection, moved(ids, tap.at, up=tap.up))
        await _note(turn, "experiment_moved", one)
    else:
        turn.toast = "changed_meanwhile"
    await turn.show(ExperimentCard(one.id))


@tapped(ExperimentEnded, loads=own_experiment)
async def experiment_ended(turn: Turn, tap: ExperimentEnded, one: Experiment) -> None:
    """The viewer is sure to end it, or opens it again."""
    if tap.yes:
        has_changed = await experiment_desk.end(turn.connection, one.id, turn.now)
    else:
        has_changed = await experiment_desk.reopen(turn.connection, one.id)
    if has_changed:
        await _note(turn, "experiment_ended" if tap.yes else "experiment_reopened", one)
    else:
        turn.toast = "changed_meanwhile"
    await turn.show(ExperimentCard(one.id))


async def _note(turn: Turn, action: str, one: Experiment, **details: int | str | bool) -> None:
    await desk.note_change(turn, action, one.practice_id, experiment=one.id, **details)
