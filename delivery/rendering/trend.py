"""*Verloop*: a practice's windows as they were told, in words and as a picture for each central question."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from delivery.rendering.context import RenderingContext
from delivery.rendering.next_figures import upcoming_figures
from delivery.rendering.renderers import renders
from reports.run_chart import Figure, RunFigures
from reports.trend_picture import EXPERIMENTS, Classes, TrendPicture, trend_picture
from reports.trend_picture import Tried as DrawnExperiment
from rules.access import may_run_practice, may_see_practice
from rules.payloads.summary import MedianQuestion, Trend
from rules.trend import Stretch
from rules.window_figures import Window
from storage import carried_out, figures, medians, practices, question_versions, windows
from storage.carried_out import Tried
from storage.practices import Practice
from texts.catalogue import Translator
from texts.escaping import Markup
from texts.file_names import file_name
from texts.message import File, Message
from texts.messages import help as help_texts
from texts.messages import trend as texts
from texts.messages import trend_picture as words
from texts.messages.trend_view import Lasted, TrendView

#: So many closed rounds are in as many windows as are shown at most.
ROUNDS = 72


@renders(Trend)
async def trend(context: RenderingContext, payload: Trend) -> Message:
    """In words, and in pictures but for who has messages read aloud."""
    practice, viewer = await practices.get(context.connection, payload.practice_id), await context.viewer()
    if practice is None or viewer is None or not may_see_practice(viewer, practice.id):
        return help_texts.refused(context.t)
    seen = await view(context, practice, coordinates=may_run_practice(viewer, practice.id))
    if context.row.plain or context.row.edits or not any(one.is_told for one in seen.windows):
        return texts.trend(context.t, seen)
    return texts.with_pictures(context.t, seen, pictures(context.t, seen))


@renders(MedianQuestion)
async def median_question(context: RenderingContext, payload: MedianQuestion) -> Message:
    """Whether medians begin anew."""
    practice, viewer = await practices.get(context.connection, payload.practice_id), await context.viewer()
    if practice is None or viewer is None or not may_run_practice(viewer, practice.id):
        return help_texts.refused(context.t)
    return texts.median_question(context.t, practice.id, practice.name)


async def view(context: RenderingContext, practice: Practice, *, coordinates: bool) -> TrendView:
    """Everything that text and pictures need."""
    done = await carried_out.of_practice(context.connection, practice.id)
    held = await windows.of_practice(context.connection, practice.id)
    return TrendView(
        practice_id=practice.id,
        practice=practice.name,
        rounds=await figures.last(context.connection, practice.id, ROUNDS),
        windows=held,
        next_figures=await upcoming_figures(context, practice.id),
        central={central.key: central for central in context.programme.central_questions},
        asked=await question_versions.asked(context.connection, context.programme),
        experiments=[_lasted(context, question.central, one) for question in done for one in question.experiments],
        decided=await medians.begun_anew(context.connection, practice.id),
        coordinates=coordinates,
    )


def _lasted(context: RenderingContext, central: str, one: Tried) -> Lasted:
    over = ended_at(context, one)
    return Lasted(one.title, central, context.local_day(one.begun_at), context.local_day(over) if over else None)


def ended_at(context: RenderingContext, one: Tried) -> datetime | None:
    """When the desk ended it, or else since when it has had a status with which an experiment ends."""
    status = context.programme.statuses().get(one.status or "")
    return one.ended_at or (one.status_since if status and status.ends else None)


def pictures(t: Translator, view: TrendView) -> list[tuple[Markup, File]]:
    """One for each central question that was told of: its description, and what draws it."""
    shown, name = texts.shown(t, view), file_name(t, "trend")
    drawn = [picture_of(t, view, key, shown) for key in view.central if any(one.told(key) for one in shown)]
    return [
        (description, File(f"{name}-{number}.png", partial(trend_picture, content), is_picture=True))
        for number, (description, content) in enumerate(drawn, 1)
    ]


def picture_of(t: Translator, view: TrendView, key: str, shown: Sequence[Window]) -> tuple[Markup, TrendPicture]:
    """A central question over these windows: in words, and what it is drawn from."""
    said, runs = words.on_trend(t, view, key, shown), view.stretches(key)
    tried = view.in_time(key, shown)
    return said.description, TrendPicture(
        title=said.title,
        period=said.period,
        question=said.question,
        days=[(one.begun_on, one.ended_on or one.begun_on) for one in shown],
        labels=said.labels,
        chart=_run(view, key, shown, runs)
        if view.by_round
        else Classes([_counts(one, key) for one in shown], said.classes),
        response=[view.response(one) for one in shown],
        breaks=list(view.breaks(key, shown)),
        highest=said.highest,
        lowest=said.lowest,
        asked=said.asked,
        experiments=[DrawnExperiment(one.title, one.begun_on, one.ended_on) for one in tried[:EXPERIMENTS]],
        more=words.more(t, len(tried) - EXPERIMENTS),
        notes=said.notes,
        right_to_left=t.from_right_to_left,
    )


def _run(view: TrendView, key: str, shown: Sequence[Window], runs: Sequence[Stretch]) -> RunFigures:
    stretch = {one.id: number for number, run in enumerate(runs) for one in run.windows}
    standing_out = {one.id for run in runs for one in run.standing_out}
    figures = [_figure(one, key, stretch.get(one.id), one.id in standing_out) for one in shown]
    return RunFigures(
        figures,
        [None if run.median is None else float(run.median) for run in runs],
        next(of for one in reversed(figures) if (of := one.of)),
    )


def _figure(window: Window, key: str, stretch: int | None, stands_out: bool) -> Figure:
    found = window.told(key)
    if found is None or found.mean is None:
        return Figure(None, stretch)
    return Figure(found.mean, stretch, stands_out, len(found.counts))


def _counts(window: Window, key: str) -> tuple[int, int, int] | None:
    found = window.told(key)
    return found.in_classes if found else None
