"""The logbook of an experiment, for its coordinators alone."""

from collections.abc import Callable, Mapping

from delivery.rendering.context import RenderingContext
from delivery.rendering.desk import own_practice
from delivery.rendering.learnt import came_true_options
from delivery.rendering.renderers import renders
from rules.experiment import Experiment
from rules.payloads.logbook import Logbook, LogbookAsks, LogbookVersion
from storage import cycles, expectations, experiment_desk, experiment_statuses, question_versions, windows
from texts.catalogue import Translator
from texts.message import Message
from texts.messages import help as help_texts
from texts.messages import logbook as texts
from texts.messages import logbook_asks, logbook_choices, logbook_versions
from texts.messages.logbook import LogbookView

SCREENS: Mapping[str, Callable[[Translator, LogbookView], Message]] = {
    texts.BOOK: texts.book,
    texts.CONFIDENCE: logbook_choices.confidence,
    texts.NEXT_STEP: logbook_choices.next_step,
    texts.READY: logbook_choices.readiness,
    texts.VERSIONS: logbook_versions.versions,
}


@renders(Logbook)
async def logbook(context: RenderingContext, payload: Logbook) -> Message:
    """The book, or another screen of it."""
    experiment = await _own(context, payload.experiment_id)
    if experiment is None:
        return help_texts.refused(context.t)
    screen = SCREENS.get(payload.screen or texts.BOOK, texts.book)
    return screen(context.t, await _view(context, experiment))


@renders(LogbookVersion)
async def version(context: RenderingContext, payload: LogbookVersion) -> Message:
    """One version of a sentence."""
    experiment = await _own(context, payload.experiment_id)
    if experiment is None:
        return help_texts.refused(context.t)
    view = await _view(context, experiment)
    return logbook_versions.version(context.t, view, payload.sentence, payload.version_id)


@renders(LogbookAsks)
async def asks(context: RenderingContext, payload: LogbookAsks) -> Message | None:
    """Which experiments wait for a look back; nothing when somebody did so meanwhile."""
    practice = await own_practice(context, payload.practice_id)
    if practice is None:
        return None
    running = await experiment_desk.running(context.connection, practice.id)
    every = running + await experiment_desk.ended(context.connection, practice.id)
    looked = await cycles.of_experiments(context.connection, [one.id for one in every])
    waiting = [one for one in every if looked[one.id] and looked[one.id][-1].is_open]
    return logbook_asks.asks(context.t, waiting, context.programme.statuses()) if waiting else None


async def _own(context: RenderingContext, experiment_id: int) -> Experiment | None:
    experiment = await experiment_desk.get(context.connection, experiment_id)
    return experiment if experiment and await own_practice(context, experiment.practice_id) else None


async def _view(context: RenderingContext, experiment: Experiment) -> LogbookView:
    centrals = {central.key: central for central in context.programme.central_questions}
    history = await experiment_statuses.history(context.connection, [experiment.id])
    looked = await cycles.of_experiments(context.connection, [experiment.id])
    asked = await question_versions.asked(context.connection, context.programme)
    return LogbookView(
        experiment=experiment,
        expectations=await expectations.versions(context.connection, experiment.id),
        history=history[experiment.id],
        cycles=looked[experiment.id],
        windows=await windows.of_practice(context.connection, experiment.practice_id),
        statuses=context.programme.statuses(),
        central=centrals.get(experiment.central),
        asked=asked,
        timezone=context.programme.schedule.timezone,
        came_true=came_true_options(context.programme),
    )
