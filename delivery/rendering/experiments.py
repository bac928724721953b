"""The experiments of a practice, for who looks after them."""

from zoneinfo import ZoneInfo

from delivery.rendering.context import RenderingContext
from delivery.rendering.desk import own_practice
from delivery.rendering.renderers import renders
from rules.access import Role, Viewer
from rules.experiment import Experiment
from rules.payloads.experiments import ExperimentCard, ExperimentPlaces, Experiments
from storage import design_questions, experiment_desk, rewordings
from texts.message import Message
from texts.messages import experiment_desk as texts
from texts.messages import help as help_texts
from texts.messages.experiment_desk import ExperimentsView, ExperimentView
from texts.paging import PER_PAGE


@renders(Experiments)
async def of_practice(context: RenderingContext, payload: Experiments) -> Message:
    """A page of those that run, or of those that `ended`."""
    practice, viewer = await own_practice(context, payload.practice_id), await context.viewer()
    if practice is None or viewer is None:
        return help_texts.refused(context.t)
    ended = await experiment_desk.ended(context.connection, practice.id)
    running = await experiment_desk.running(context.connection, practice.id)
    view = ExperimentsView(
        practice_id=practice.id,
        practice=practice.name,
        found=ended if payload.ended else running,
        statuses=context.programme.statuses(),
        page=payload.page,
        ended=None if payload.ended else len(ended),
        own_membership=_works_as(viewer),
    )
    return texts.experiments(context.t, view)


def _works_as(viewer: Viewer) -> int | None:
    return next((m.id for m in viewer.memberships if m.role is Role.PARTICIPANT and m.registered_at), None)


@renders(ExperimentCard)
async def one(context: RenderingContext, payload: ExperimentCard) -> Message | None:
    """One of them: its card, or another `screen` of it."""
    experiment = await experiment_desk.get(context.connection, payload.experiment_id)
    if experiment is None:
        return None
    if await own_practice(context, experiment.practice_id) is None:
        return help_texts.refused(context.t)
    view, screen = await _view(context, experiment), payload.screen
    if screen == texts.STATUS and experiment.is_running:
        return texts.which_status(context.t, view)
    if screen == texts.EXPECT:
        return texts.expect(context.t, view)
    return texts.end(context.t, view) if screen == texts.END and experiment.is_running else texts.card(context.t, view)


async def _view(context: RenderingContext, experiment: Experiment) -> ExperimentView:
    running = await experiment_desk.running(context.connection, experiment.practice_id)
    beside = [each.id for each in running if each.design_question_id == experiment.design_question_id]
    ids = [each.id for each in running]
    return ExperimentView(
        experiment=experiment,
        statuses=context.programme.statuses(),
        at=beside.index(experiment.id) if experiment.id in beside else 0,
        of=len(beside),
        page=ids.index(experiment.id) // PER_PAGE if experiment.id in ids else 0,
        now=context.now.astimezone(ZoneInfo(context.programme.schedule.timezone)),
        before=await rewordings.newest(context.connection, "experiment", experiment.id),
    )


@renders(ExperimentPlaces)
async def places(context: RenderingContext, payload: ExperimentPlaces) -> Message:
    """The design questions that an experiment (`experiment_id`; 0: a new one) can come under."""
    practice = await own_practice(context, payload.practice_id)
    experiment = await experiment_desk.get(context.connection, payload.experiment_id)
    if practice is None or (experiment and experiment.practice_id != practice.id):
        return help_texts.refused(context.t)
    found = await design_questions.running(context.connection, practice.id)
    return texts.which_question(context.t, practice.id, found, experiment, payload.page)
