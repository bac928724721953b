"""What a summary's buttons lead to: each experiment by itself, and what people wrote."""

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from rules.access import may_run_practice, may_see_practice
from rules.payloads.summary import ExperimentStates, Remarks
from storage import experiments, figures, practices, question_versions, remarks
from storage.practices import Practice
from texts.message import Message
from texts.messages import experiment_states as experiment_texts
from texts.messages import help as help_texts
from texts.messages import remarks as remark_texts

#: So many rounds fit one look.
ROUNDS = 6


@renders(ExperimentStates)
async def experiment_states(context: RenderingContext, payload: ExperimentStates) -> Message:
    """The experiments under one design question: how they stand now, and stood in the last rounds."""
    practice = await _seen(context, payload.practice_id)
    if practice is None:
        return help_texts.refused(context.t)
    states = await experiments.states(context.connection, [practice.id])
    view = experiment_texts.ExperimentsView(
        practice_id=practice.id,
        practice=practice.name,
        design_questions=states.get(practice.id, ()),
        rounds=await figures.last(context.connection, practice.id, ROUNDS),
        central={central.key: central for central in context.programme.central_questions},
        statuses=context.programme.statuses(),
        asked=await question_versions.asked(context.connection, context.programme),
        now=context.local_now,
    )
    return experiment_texts.experiment_states(context.t, view, payload.page)


@renders(Remarks)
async def remarks_of(context: RenderingContext, payload: Remarks) -> Message:
    """What people let their coordinator read, for nobody else."""
    practice, viewer = await practices.get(context.connection, payload.practice_id), await context.viewer()
    if practice is None or viewer is None or not may_run_practice(viewer, practice.id):
        return help_texts.refused(context.t)
    shown = await remarks.shared(context.connection, practice.id, "coordinator")
    return remark_texts.remarks(context.t, practice.id, practice.name, shown, context.minimum_group, payload.page)


async def _seen(context: RenderingContext, practice_id: int) -> Practice | None:
    """The practice, if the viewer may see its figures."""
    practice, viewer = await practices.get(context.connection, practice_id), await context.viewer()
    return practice if practice and viewer and may_see_practice(viewer, practice.id) else None
