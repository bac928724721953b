"""A check-in's messages, as its answers stand when they are sent."""

from collections.abc import Sequence
from typing import get_args

from msgspec.structs import replace

from delivery.rendering.calendar import next_asked
from delivery.rendering.context import CheckInShown, Rendered, RenderingContext
from delivery.rendering.further import ask_after
from delivery.rendering.on_time import waits_in_round
from delivery.rendering.privacy import goes_first
from delivery.rendering.renderers import renders
from rules.access import ANSWERING
from rules.check_in import find, open_step
from rules.greeting import GO_ON_AFTER, SAY_LESS, missed_in_a_row, standing, variant
from rules.own_time import WHENEVER, Later, TimePreference, Window
from rules.own_time import later as later_moment
from rules.payloads.check_in import (
    CheckInAskedOver,
    CheckInClosed,
    CheckInCurrent,
    CheckInMeant,
    CheckInOver,
    CheckInPast,
    NoOpenCheckIn,
)
from storage import check_ins, earlier_check_ins, outbox, practices
from storage.check_ins import OVERVIEW, CheckIn
from storage.outbox import Lane
from texts.message import Message
from texts.messages import check_in as texts
from texts.messages import later as later_texts
from texts.messages import news as news_texts
from texts.messages import notes
from texts.messages.check_in import CheckInView


async def of_reader(context: RenderingContext, check_in_id: int) -> CheckIn | None:
    """The check-in, if who reads this fills it in: where an earlier one is gone, its number may be somebody else's."""
    found = await check_ins.get(context.connection, check_in_id, context.programme)
    return found if found and found.person_id == context.row.person_id else None


@renders(CheckInCurrent)
async def current(context: RenderingContext, payload: CheckInCurrent) -> Rendered:
    """The question it stands at, the list to change from, or the thanks. Over: nothing is asked any more."""
    check_in = await of_reader(context, payload.check_in_id)
    if check_in is None or not check_in.steps:
        return None
    if not check_in.is_open:
        return await _over(context, check_in) if context.row.edits else None
    if context.row.lane != Lane.INTERACTIVE:  # an opening, perhaps one that waited for somebody's own time
        if check_in.message_id is not None:
            return None  # they began by themselves
        is_later, when = await waits_in_round(context, check_in)
        if is_later:
            return when
        if await goes_first(context):
            return None
        missed = await missed_before(context, check_in)
        if missed >= SAY_LESS:
            return _quietly(context, check_in, missed)
    if context.row.edits and context.row.edits < (check_in.message_id or 0):
        await _catch_up(context, check_in)
        return await past(context, CheckInPast(check_in.id))
    await ask_after(context, check_in)
    view = await opened(context, check_in, payload.page)
    return shown(texts.check_in(context.t, view), view)


async def missed_before(context: RenderingContext, check_in: CheckIn) -> int:
    """How many rounds in a row its person let go by; who was away, or has begun, missed none."""
    before, was_away = await earlier_check_ins.earlier(context.connection, check_in)
    return 0 if was_away or check_in.answers else missed_in_a_row(before)


def _quietly(context: RenderingContext, check_in: CheckIn, missed: int) -> CheckInShown | None:
    """One message without a question; after so many, one whether it should go on, and then nothing more."""
    if missed > GO_ON_AFTER:
        return None
    view = replace(as_it_is(context, check_in), variant=variant(check_in.id))
    message = later_texts.quiet_opening(context.t, view, goes_on=missed == GO_ON_AFTER)
    return CheckInShown(message, check_in.id, None, check_in.version)


async def _catch_up(context: RenderingContext, check_in: CheckIn) -> None:
    """What this was to show is to be seen in the newer message, which may have been made before there was anything."""
    newer = check_in.message_id
    shows = CheckInCurrent(check_in.id)
    await outbox.add(context.connection, shows, now=context.now, person_id=check_in.person_id, edits=newer)


def shown(message: Message, view: CheckInView) -> CheckInShown:
    """The message, and which question of the check-in it shows."""
    step = None if view.overview or view.at is None else view.at.key
    return CheckInShown(message, view.check_in_id, step, view.version)


@renders(CheckInMeant)
async def meant(context: RenderingContext, payload: CheckInMeant) -> Rendered:
    """Asked of who typed something like an option, while the question is open."""
    check_in = await of_reader(context, payload.check_in_id)
    step = find(check_in.steps, payload.step) if check_in else None
    if check_in is None or step is None or payload.option not in step.options or not check_in.is_open:
        return None
    view = as_it_is(context, check_in)
    return CheckInShown(texts.meant(context.t, view, step, payload.option), check_in.id, step.key, check_in.version)


@renders(CheckInPast)
async def past(context: RenderingContext, payload: CheckInPast) -> Message | None:
    """An older message of a check-in that goes on below."""
    check_in = await of_reader(context, payload.check_in_id)
    return texts.past(context.t, as_it_is(context, check_in)) if check_in else None


@renders(CheckInOver)
async def over(context: RenderingContext, payload: CheckInOver) -> Message | None:
    """The round is closed."""
    check_in = await of_reader(context, payload.check_in_id)
    return await _over(context, check_in) if check_in else None


@renders(CheckInClosed)
async def closed(context: RenderingContext, payload: CheckInClosed) -> Message | None:
    """Where its question stood, unless it goes on elsewhere by now; to who stopped nothing of a next time."""
    check_in = await of_reader(context, payload.check_in_id)
    if check_in is None or check_in.is_open or check_in.message_id != context.row.edits:
        return None
    viewer = await context.viewer()
    next_at = await next_asked(context) if viewer and not viewer.stopped else None
    return texts.closed(context.t, replace(as_it_is(context, check_in), next_at=next_at))


@renders(CheckInAskedOver)
async def asked_over(context: RenderingContext, payload: CheckInAskedOver) -> Message | None:
    """A reminder of a round that is closed by now; it has the last word when the check-in went on in it."""
    check_in = await of_reader(context, payload.check_in_id)
    if check_in is None or check_in.is_open:
        return None
    if check_in.message_id == context.row.edits:
        return await closed(context, CheckInClosed(check_in.id))
    return texts.asked_over(context.t, as_it_is(context, check_in))


@renders(NoOpenCheckIn)
async def none_open(context: RenderingContext, payload: NoOpenCheckIn) -> Message:
    """Nothing to fill in, and when there will be; of a closed practice that there will be no more."""
    practice = await practices.get(context.connection, payload.practice_id) if payload.practice_id else None
    viewer = await context.viewer()
    roles = viewer.roles & set(ANSWERING) if viewer else set()
    if practice and practice.closed_at and roles:
        return news_texts.closed(context.t, practice.name, min(roles))
    next_at = await next_asked(context) if practice else None
    return notes.no_open_check_in(context.t, next_at, context.programme.schedule.timezone)


async def _over(context: RenderingContext, check_in: CheckIn) -> Message:
    view = as_it_is(context, check_in)
    if view.nickname is None and await check_ins.open_of(context.connection, check_in.person_id, context.programme):
        return texts.over(context.t, replace(view, is_next_open=True))
    return texts.over(context.t, replace(view, next_at=await next_asked(context)))


async def opened(context: RenderingContext, check_in: CheckIn, page: int = 0) -> CheckInView:
    """As it is now; before the first answer with words that know the person, and with a way to do it later."""
    view = as_it_is(context, check_in, page)
    if view.answers or view.at is None or view.nickname:
        return view
    viewer = await context.viewer()
    before, was_away = await earlier_check_ins.earlier(context.connection, check_in)
    return replace(
        view,
        standing=standing(before, was_away=was_away),
        variant=variant(check_in.id),
        later=offers(context, check_in, viewer.time_preference if viewer else WHENEVER, get_args(Later)),
    )


def offers(
    context: RenderingContext, check_in: CheckIn, time_preference: TimePreference, choice: Sequence[Later]
) -> tuple[Later, ...]:
    """Which of these offers to come back later can still be kept."""
    window = Window(check_in.opened_at, check_in.closes_at, context.programme.schedule.timezone)
    return tuple(when for when in choice if later_moment(when, window, time_preference, context.now))


def as_it_is(context: RenderingContext, check_in: CheckIn, page: int = 0) -> CheckInView:
    """What there is to show of a check-in."""
    looked_at = find(check_in.steps, check_in.looking_at) if check_in.looking_at else None
    return CheckInView(
        check_in_id=check_in.id,
        version=check_in.version,
        practice=check_in.practice,
        opened_on=check_in.opened_on,
        closes_at=check_in.closes_at,
        timezone=context.programme.schedule.timezone,
        steps=check_in.steps,
        answers=check_in.answers,
        experiments=check_in.experiments,
        statuses=check_in.statuses,
        expectations=check_in.expectations,
        help_card=check_in.help_card,
        central={central.key: central for central in context.programme.central_questions},
        at=looked_at or open_step(check_in.steps, check_in.answers),
        overview=check_in.looking_at == OVERVIEW,
        page=page,
        nickname=check_in.nickname,
        plain=context.row.plain,
    )
