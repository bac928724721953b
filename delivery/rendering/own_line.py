"""Somebody's own answers over time, read at the moment they are shown."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from programme.form import Option
from reports.own_line import LineWords, OwnLineWords, own_line_picture
from rules.own_line import OwnLine, newest
from rules.payloads.own_line import OwnLineShown
from rules.window_figures import told_questions
from storage import own_line
from texts.escaping import plain
from texts.file_names import file_name
from texts.message import File, Message
from texts.messages import own_line as texts
from texts.messages.own_line import Scales


@renders(OwnLineShown)
async def shown(context: RenderingContext, _payload: OwnLineShown) -> Message | None:
    """In words; with a picture when there is a line to draw, unless it would be read aloud."""
    viewer = await context.viewer()
    if viewer is None:
        return None
    asked = [question for question in told_questions(context.programme) if question.central]
    found = newest(await own_line.of_person(context.connection, viewer.person_id, asked))
    scales = {str(question.central): question.options for question in asked}
    central = {one.key: one for one in context.programme.central_questions}
    said = texts.own_line(context.t, found, central, scales)
    days = sorted({answer.opened_on for line in found for answer in line.answers})
    if len(days) < 2 or context.row.plain:
        return said
    draw = partial(own_line_picture, _words(context, found, days, scales))
    picture = File(f"{file_name(context.t, 'own_line')}.png", draw, is_picture=True)
    return texts.with_picture(context.t, said, picture)


def _words(context: RenderingContext, found: Sequence[OwnLine], days: Sequence[date], scales: Scales) -> OwnLineWords:
    t = context.t
    title, only_yours = texts.on_picture(t)
    return OwnLineWords(
        title=title,
        only_yours=only_yours,
        lines=[_line(context, one, days, scales[one.central]) for one in found if one.answers],
        first=t.short_day(days[0]),
        last=t.short_day(days[-1]),
        right_to_left=t.from_right_to_left,
    )


def _line(context: RenderingContext, one: OwnLine, days: Sequence[date], options: Sequence[Option]) -> LineWords:
    t = context.t
    central = next(each for each in context.programme.central_questions if each.key == one.central)
    scores = {answer.opened_on: float(answer.score) for answer in one.answers}
    return LineWords(
        question=plain(t.pick(central.short)),
        scores=[scores.get(day) for day in days],
        most=len(options),
        lowest=plain(t.pick(options[0].label)),
        highest=plain(t.pick(options[-1].label)),
    )
