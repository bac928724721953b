"""The central questions over all practices, quarter by quarter, as pictures."""

from collections import Counter
from collections.abc import Mapping, Sequence

from delivery.rendering.context import RenderingContext
from reports.trend_picture import Classes, TrendPicture
from rules.period import Period
from rules.programme_view import ClosedRound
from rules.summary import Response
from texts.escaping import Markup
from texts.messages import programme_trend as words
from texts.messages.programme import CentralView

#: So many quarters are in one look: two years.
QUARTERS = 8


def pictures(
    context: RenderingContext, views: Sequence[CentralView], held: Sequence[ClosedRound]
) -> list[tuple[Markup, TrendPicture]]:
    """One for each central question that was told of: in words, and what it is drawn from."""
    response = _response(held)
    told = (view for view in views if any(one.together.found for one in view.quarters))
    return [_picture(context, view, response) for view in told]


def _picture(
    context: RenderingContext, view: CentralView, response: Mapping[Period, Response]
) -> tuple[Markup, TrendPicture]:
    said = words.on_trend(context.t, view.question, view.quarters)
    return said.description, TrendPicture(
        title=said.title,
        period=said.period,
        question=said.question,
        days=[one.period.days for one in view.quarters],
        labels=said.labels,
        chart=Classes(
            [found.in_classes if (found := one.together.found) else None for one in view.quarters], said.classes
        ),
        response=[response.get(one.period) for one in view.quarters],
        breaks=said.breaks,
        highest="",
        lowest="",
        asked=said.asked,
        experiments=[],
        more="",
        notes=said.notes,
        right_to_left=context.t.from_right_to_left,
    )


def _response(held: Sequence[ClosedRound]) -> dict[Period, Response]:
    """By quarter: how many caregivers answered in the rounds of it, of how many that were asked."""
    answered, asked = Counter[Period](), Counter[Period]()
    for one in held:
        found, quarter = one.figures.response.get("caregiver"), Period(one.day.year, (one.day.month + 2) // 3)
        if found:
            answered[quarter] += found.answered
            asked[quarter] += found.eligible
    return {quarter: Response(answered[quarter], number) for quarter, number in asked.items()}
