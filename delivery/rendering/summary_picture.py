"""The picture that goes with a summary: the round's snapshot, and those of the rounds before it."""

from functools import partial

from delivery.rendering.context import RenderingContext
from reports.summary_picture import QuestionWords, SummaryWords, summary_picture
from rules.summary import Figures
from storage import figures
from texts.message import File, Message
from texts.messages import summary_picture as texts
from texts.messages.summary import SummaryView

#: So many rounds before the one shown are in the lines.
EARLIER = 5


async def picture(context: RenderingContext, view: SummaryView) -> Message | None:
    """None as long as no round was closed, nor for who has messages read aloud: the text says it all."""
    if view.figures is None or view.round_id is None or context.row.plain:
        return None
    earlier = await figures.earlier(context.connection, view.round_id, EARLIER)
    draw = partial(summary_picture, _words(context, view, view.figures), view.figures, earlier)
    return texts.with_picture(context.t, File(f"summary-{view.number}.png", draw, is_picture=True))


def _words(context: RenderingContext, view: SummaryView, shown: Figures) -> SummaryWords:
    said = texts.on_picture(context.t, view, shown)
    return SummaryWords(
        title=said.title,
        period=said.period,
        central={key: QuestionWords(*question) for key, question in said.central.items()},
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
