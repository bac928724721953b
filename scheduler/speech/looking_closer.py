"""What a summary's buttons lead to: the last rounds, each experiment by itself, what people wrote."""

from rules.access import may_run_practice, may_see_practice
from rules.remarks import readable
from scheduler.speech.speech import Speech
from scheduler.speech.summary import scale_options
from storage import experiments, figures, practices, remarks
from storage.practices import Practice
from texts.message import Message
from texts.messages import experiment_states as experiment_texts
from texts.messages import help as help_texts
from texts.messages import remarks as remark_texts
from texts.messages import trend as trend_texts

#: So many rounds fit one look.
ROUNDS = 6


async def trend(speech: Speech) -> Message:
    """The practice's last closed rounds, from their snapshots."""
    practice = await _seen(speech)
    if practice is None:
        return help_texts.refused(speech.t)
    view = trend_texts.TrendView(
        practice_id=practice.id,
        practice=practice.name,
        rounds=await figures.last(speech.connection, practice.id, ROUNDS),
        central={central.key: central for central in speech.programme.central_questions},
        most={key: len(options) for key, options in scale_options(speech.programme).items()},
    )
    return trend_texts.trend(speech.t, view)


async def experiment_states(speech: Speech) -> Message:
    """The experiments under one design question: how they stand now, and stood in the last rounds."""
    practice = await _seen(speech)
    if practice is None:
        return help_texts.refused(speech.t)
    states = await experiments.states(speech.connection, [practice.id])
    view = experiment_texts.ExperimentsView(
        practice_id=practice.id,
        practice=practice.name,
        design_questions=states.get(practice.id, ()),
        rounds=await figures.last(speech.connection, practice.id, ROUNDS),
        central={central.key: central for central in speech.programme.central_questions},
        statuses=speech.programme.statuses(),
        now=speech.local_now,
    )
    return experiment_texts.experiment_states(speech.t, view, speech.row.params.get("page", 0))


async def remarks_of(speech: Speech) -> Message:
    """What people let their coordinator read, for nobody else."""
    practice, viewer = await practices.get(speech.connection, speech.subject_id), await speech.viewer()
    if practice is None or viewer is None or not may_run_practice(viewer, practice.id):
        return help_texts.refused(speech.t)
    written = await remarks.shared(speech.connection, practice.id, speech.programme)
    shown = {role: readable(rounds, speech.minimum_group) for role, rounds in written.items()}
    page = speech.row.params.get("page", 0)
    return remark_texts.remarks(speech.t, practice.id, practice.name, shown, speech.minimum_group, page)


async def _seen(speech: Speech) -> Practice | None:
    """The practice, if the viewer may see its figures."""
    practice, viewer = await practices.get(speech.connection, speech.subject_id), await speech.viewer()
    return practice if practice and viewer and may_see_practice(viewer, practice.id) else None
