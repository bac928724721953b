"""`/programma` in words, and Figuur 1. What is told of answers comes from windows, as `/samenvatting` has it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from delivery.rendering.context import RenderingContext
from delivery.rendering.programme_trend import QUARTERS, pictures
from delivery.rendering.renderers import renders
from programme.form import Option
from reports.alphabet import alphabetical
from reports.map import Spot, practices_map
from reports.trend_picture import trend_picture
from rules.access import may_see_programme
from rules.arrivals import begins, is_unusual
from rules.asked import Asked, asked_alike
from rules.indicator import Indicator
from rules.payloads.programme import ProgrammePart
from rules.programme_view import Quarter, by_quarter, changes, together, turnout
from rules.window_figures import Window
from storage import arrivals, closed_rounds, elsewhere, indicator, practices, question_versions, windows
from storage.practices import Practice
from texts.file_names import file_name
from texts.message import File, Message
from texts.messages import help as help_texts
from texts.messages import programme as texts
from texts.messages.programme import CentralView
from texts.messages.programme_trend import QuarterView

#: So many rounds of each practice are told of.
ROUNDS = 6
#: Before the first window there was.
EVER = datetime(2000, 1, 1, tzinfo=UTC)


@renders(ProgrammePart)
async def part(context: RenderingContext, payload: ProgrammePart) -> Message:
    """The part that `part` names; without one, the overview."""
    if not await may(context):
        return help_texts.refused(context.t)
    match payload.part:
        case "table":
            counted = await indicator.indicator(context.connection)
            return texts.tabel1(context.t, counted, context.programme.organisation_types)
        case "map":
            return await _map(context)
        case "turnout":
            return await _turnout(context)
        case "arrivals":
            return await _arrivals(context)
        case "central":
            return await _central(context)
        case "spread":
            found = await elsewhere.spread(context.connection)
            return texts.spread(context.t, [(one.practice, one.title, one.taken_by) for one in found])
    return await _overview(context)


async def may(context: RenderingContext) -> bool:
    """Whether it is said to somebody who is a manager now."""
    viewer = await context.viewer()
    return viewer is not None and may_see_programme(viewer)


async def _overview(context: RenderingContext) -> Message:
    counted = await indicator.indicator(context.connection)
    return texts.overview(context.t, counted, context.programme.statuses())


async def _map(context: RenderingContext) -> Message:
    counted = await indicator.indicator(context.connection)
    if not context.row.plain:
        return await _picture(context, counted)
    spots = spots_of(await in_alphabet(context), counted)
    return texts.map_in_words(context.t, [spot.label for spot in spots])


async def _picture(context: RenderingContext, counted: Indicator) -> Message:
    spots = spots_of(await in_alphabet(context), counted)
    draw = partial(practices_map, spots, texts.legend(context.t))
    return texts.with_map(context.t, File(f"{file_name(context.t, 'map')}.png", draw, is_picture=True))


def spots_of(known: Sequence[Practice], counted: Indicator) -> list[Spot]:
    """The practices that count, each with its number of participants."""
    numbers = counted.by_practice
    here = [one for one in known if one.id in numbers]
    return [Spot(f"{one.name} ({numbers[one.id]})", one.latitude, one.longitude, numbers[one.id]) for one in here]


async def in_alphabet(context: RenderingContext) -> list[Practice]:
    """All practices there ever were."""
    return sorted(await practices.ever(context.connection), key=lambda one: alphabetical(one.name))


async def _turnout(context: RenderingContext) -> Message:
    found = turnout(await closed_rounds.last(context.connection, ROUNDS))
    known = await in_alphabet(context)
    each = [(one.name, [(day, r) for (of, day), r in found.items() if of == one.id]) for one in known]
    return texts.turnout(context.t, [(name, held) for name, held in each if held])


async def _arrivals(context: RenderingContext) -> Message:
    today = context.now.astimezone(ZoneInfo(context.programme.schedule.timezone)).date()
    found = await arrivals.by_day(context.connection, begins(today))
    known = [one for one in await in_alphabet(context) if one.id in found]
    return texts.arrivals(context.t, [(one.name, found[one.id], is_unusual(found[one.id])) for one in known])


async def _central(context: RenderingContext) -> Message:
    told = await windows.newest(context.connection)
    seen = await central_views(context, list(told.values()))
    ever = by_quarter(await windows.ended_between(context.connection, EVER.date(), context.local_now.date()), QUARTERS)
    asked = await question_versions.asked(context.connection, context.programme)
    views = [replace(view, quarters=[_quarter(asked, one, view.question.key) for one in ever]) for view in seen]
    if context.row.plain or context.row.edits:
        return texts.central(context.t, views)
    held = await closed_rounds.closed_from(context.connection, EVER, context.now)
    drawn, name = pictures(context, views, held), file_name(context.t, "trend")
    files = [
        File(f"{name}-{number}.png", partial(trend_picture, one), is_picture=True)
        for number, (_, one) in enumerate(drawn, 1)
    ]
    return texts.with_pictures(context.t, views, [(words, file) for (words, _), file in zip(drawn, files, strict=True)])


def _quarter(asked: Asked, one: Quarter, key: str) -> QuarterView:
    return QuarterView(one.period, together(one.windows, key), _options(asked, one.windows, key))


def _options(asked: Asked, windows: Sequence[Window], key: str) -> Sequence[Option]:
    """What there was to choose from in the newest of these windows that tells of this central question."""
    return asked.options(next(iter(asked_alike(windows, key)), None)).get(key, ())


async def central_views(context: RenderingContext, told: Sequence[Window]) -> list[CentralView]:
    """Each central question that was ever asked over these windows, in the words of the newest that tells of it."""
    asked = await question_versions.asked(context.connection, context.programme)
    ever = {question.central for question in asked.every() if question.kind == "scale"}
    return [
        CentralView(central, _options(asked, told, key), together(told, key), changes(told, key))
        for central in context.programme.central_questions
        if (key := central.key) in ever
    ]
