"""What everybody of a practice is told, as it is when it is said; nothing when it is no longer so."""

from datetime import datetime, timedelta

from delivery.rendering.calendar import next_asked
from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from rules.access import ANSWERING, Membership, Role
from rules.payloads.news import NewCoordinator, NewExperiments, NewRhythm, PracticeClosed, PracticeReopened
from rules.schedule_change import has_same_times, read
from storage import experiments, practices
from storage.practices import Practice
from texts.message import Message
from texts.messages import news as texts

#: What of somebody with several roles counts: what they answer comes first.
_ORDER = (*ANSWERING, Role.COORDINATOR)


@renders(PracticeClosed)
async def closed(context: RenderingContext, payload: PracticeClosed) -> Message | None:
    """To who is in it."""
    practice, mine = await _theirs(context, payload.practice_id)
    return texts.closed(context.t, practice.name, mine.role) if practice and mine and practice.closed_at else None


@renders(PracticeReopened)
async def reopened(context: RenderingContext, payload: PracticeReopened) -> Message | None:
    """To who is in it, with when the next round comes."""
    practice, mine = await _theirs(context, payload.practice_id)
    if practice is None or mine is None or practice.closed_at:
        return None
    zone = context.programme.schedule.timezone
    return texts.reopened(context.t, practice.name, await _next(context, mine), zone)


@renders(NewRhythm)
async def new_rhythm(context: RenderingContext, payload: NewRhythm) -> Message | None:
    """The rhythm as it is by now; nothing when rounds come as they did before."""
    practice, mine = await _theirs(context, payload.practice_id)
    if practice is None or mine is None or practice.closed_at:
        return None
    schedule = await context.schedule(practice.id)
    before = read(payload.before or "", schedule.timezone)
    if before and has_same_times(before, schedule):
        return None
    weekday, clock = context.t.weekday(schedule.first_on), context.t.clock(schedule.at)
    rhythm = context.t.many("round.every_weeks", schedule.every_weeks, weekday=weekday, clock=clock)
    return texts.new_rhythm(context.t, practice.name, rhythm, await _next(context, mine), schedule.timezone)


@renders(NewCoordinator)
async def new_coordinator(context: RenderingContext, payload: NewCoordinator) -> Message | None:
    """To who is in the practice."""
    practice, mine = await _theirs(context, payload.practice_id)
    if practice is None or mine is None or practice.closed_at:
        return None
    return texts.new_coordinator(context.t, practice.name, mine.role)


@renders(NewExperiments)
async def new_experiments(context: RenderingContext, payload: NewExperiments) -> Message | None:
    """What of a day's new experiments a participant does not work on yet."""
    practice, _ = await _theirs(context, payload.practice_id)
    viewer = await context.viewer()
    roles = viewer.memberships if viewer else ()
    mine = next((m for m in roles if m.role is Role.PARTICIPANT and m.practice_id == payload.practice_id), None)
    if practice is None or practice.closed_at or mine is None:
        return None
    begin = datetime.fromisoformat(payload.since)
    begun = await experiments.begun_between(context.connection, practice.id, begin, begin + timedelta(days=1))
    theirs = await experiments.of_member(context.connection, mine.id)
    titles = [one.title for one in begun if one.id not in theirs]
    return texts.new_experiments(context.t, practice.name, mine.id, titles) if titles else None


async def _theirs(context: RenderingContext, practice_id: int) -> tuple[Practice | None, Membership | None]:
    """The practice, and the membership in it that counts for who it is said to."""
    viewer = await context.viewer()
    here = [m for m in viewer.memberships if m.practice_id == practice_id and m.registered_at] if viewer else []
    mine = min(here, key=lambda m: _ORDER.index(m.role), default=None)
    return await practices.get(context.connection, practice_id), mine


async def _next(context: RenderingContext, mine: Membership) -> datetime | None:
    return await next_asked(context) if mine.role in ANSWERING else None
