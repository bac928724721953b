"""The experiments of a practice, for who looks after them."""

from zoneinfo import ZoneInfo

from rules.access import Role, Viewer
from rules.experiment import Experiment
from scheduler.speech.desk import own_practice
from scheduler.speech.speech import Speech
from storage import design_questions, experiment_desk
from texts.message import Message
from texts.messages import experiment_desk as texts
from texts.messages import help as help_texts
from texts.messages.experiment_desk import ExperimentsView, ExperimentView
from texts.paging import PER_PAGE


async def of_practice(speech: Speech) -> Message:
    """A page of those that run, or of those that `ended`."""
    practice, viewer = await own_practice(speech, speech.subject_id), await speech.viewer()
    if practice is None or viewer is None:
        return help_texts.refused(speech.t)
    ended = await experiment_desk.ended(speech.connection, practice.id)
    running = await experiment_desk.running(speech.connection, practice.id)
    has_ended = bool(speech.row.params.get("ended"))
    view = ExperimentsView(
        practice_id=practice.id,
        practice=practice.name,
        found=ended if has_ended else running,
        statuses=speech.programme.statuses(),
        page=int(speech.row.params.get("page", 0)),
        ended=None if has_ended else len(ended),
        own_membership=_works_as(viewer),
    )
    return texts.experiments(speech.t, view)


def _works_as(viewer: Viewer) -> int | None:
    return next((m.id for m in viewer.memberships if m.role is Role.PARTICIPANT and m.registered_at), None)


async def one(speech: Speech) -> Message | None:
    """One of them: its card, or another `screen` of it."""
    experiment = await experiment_desk.get(speech.connection, speech.subject_id)
    if experiment is None:
        return None
    if await own_practice(speech, experiment.practice_id) is None:
        return help_texts.refused(speech.t)
    view, screen = await _view(speech, experiment), speech.row.params.get("screen")
    if screen == texts.STATUS and experiment.is_running:
        return texts.which_status(speech.t, view)
    return texts.end(speech.t, view) if screen == texts.END and experiment.is_running else texts.card(speech.t, view)


async def _view(speech: Speech, experiment: Experiment) -> ExperimentView:
    running = await experiment_desk.running(speech.connection, experiment.practice_id)
    beside = [each.id for each in running if each.design_question_id == experiment.design_question_id]
    ids = [each.id for each in running]
    return ExperimentView(
        experiment=experiment,
        statuses=speech.programme.statuses(),
        at=beside.index(experiment.id) if experiment.id in beside else 0,
        of=len(beside),
        page=ids.index(experiment.id) // PER_PAGE if experiment.id in ids else 0,
        now=speech.now.astimezone(ZoneInfo(speech.programme.schedule.timezone)),
    )


async def places(speech: Speech) -> Message:
    """The design questions that an experiment (`experiment_id`; 0: a new one) can come under."""
    practice = await own_practice(speech, speech.subject_id)
    experiment = await experiment_desk.get(speech.connection, speech.row.params["experiment_id"])
    if practice is None or (experiment and experiment.practice_id != practice.id):
        return help_texts.refused(speech.t)
    found = await design_questions.running(speech.connection, practice.id)
    return texts.which_question(speech.t, practice.id, found, experiment, int(speech.row.params.get("page", 0)))
