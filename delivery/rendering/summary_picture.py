"""The pictures that go with a summary: the round's snapshot, and what was told of caregivers until then."""

from functools import partial

from delivery.rendering.context import RenderingContext
from reports.summary_picture import QuestionFigures, SummaryWords, how_many, summary_picture
from rules.summary import Figures
from rules.trend import asked_otherwise
from texts.file_names import file_name
from texts.message import File, Message
from texts.messages import summary_picture as texts
from texts.messages.summary import SummaryView

#: So many windows are in the lines.
WINDOWS = 6


async def picture(context: RenderingContext, view: SummaryView) -> Message | None:
    """The last, with the others ahead.

    None as long as no round was closed, nor for who has messages read aloud: the text says it all.
    """
    if view.figures is None or view.round_id is None or context.row.plain:
        return None
    words = _words(context, view, view.figures)
    draws = [partial(summary_picture, words, view.figures, number) for number in range(how_many(words.central))]
    name = f"{file_name(context.t, 'summary')}-{view.number}"
    files = [File(f"{name}-{number}.png", draw, is_picture=True) for number, draw in enumerate(draws, 1)]
    return texts.with_pictures(context.t, view, files)


def _words(context: RenderingContext, view: SummaryView, shown: Figures) -> SummaryWords:
    said = texts.on_picture(context.t, view, shown)
    return SummaryWords(
        title=said.title,
        period=said.period,
        window=said.window,
        central=[
            QuestionFigures(one.question, one.bars, one.mean, _means(view, key), one.verdict)
            for key, one in said.central.items()
        ],
        hidden=said.hidden,
        mean=said.mean,
        trend=said.trend,
        response=said.response,
        roles=said.roles,
        experiments=said.experiments,
        statuses=said.statuses,
        no_report=said.no_report,
        right_to_left=context.t.from_right_to_left,
    )


def _means(view: SummaryView, key: str) -> tuple[float | None, ...]:
    until_then = view.windows[: view.windows.index(view.told) + 1] if view.told else ()
    alike = [one for one in until_then[-WINDOWS:] if view.told and not asked_otherwise(one, view.told, key)]
    told = (window.told(key) for window in alike)
    return tuple(found.mean if found else None for found in told)
