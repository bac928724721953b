"""What a leader can do and what waits for them, in words."""

from zoneinfo import ZoneInfo

from delivery.rendering.calendar import planned
from delivery.rendering.context import RenderingContext
from delivery.rendering.desk import own_practice
from delivery.rendering.renderers import renders
from rules.access import LEADING, Role, Viewer
from rules.menu import menu, under
from rules.payloads.commands import Changes, Hub, PracticesToWorkIn, Waiting
from storage import audit, call_backs, endings, feedback, practices, replies, rounds, unled
from storage.practices import Practice
from texts.message import Message
from texts.messages import help as help_texts
from texts.messages import hubs as texts
from texts.messages.hubs import Waits


@renders(Hub)
async def hub(context: RenderingContext, payload: Hub) -> Message:
    """The buttons under `/praktijk` or `/mensen`."""
    viewer = await context.viewer()
    if viewer is None or not viewer.roles & LEADING:
        return help_texts.refused(context.t)
    practice = await own_practice(context, viewer.desk_practice_id)
    commands = under(viewer, payload.name)
    if payload.name == "praktijk":
        return texts.praktijk(context.t, (practice.id, practice.name) if practice else None, commands)
    return texts.mensen(context.t, practice.id, practice.name, commands) if practice else help_texts.refused(context.t)


@renders(Waiting)
async def waiting(context: RenderingContext, _payload: Waiting) -> Message | None:
    """What there is to do."""
    viewer = await context.viewer()
    if viewer is None or not viewer.roles & LEADING:
        return None
    ways = [row for row in menu(viewer) if row.roles & LEADING]
    return texts.waiting(context.t, await _waits(context, viewer), ways)


async def _waits(context: RenderingContext, viewer: Viewer) -> Waits:
    contacts = len(await call_backs.waiting_for(context.connection, viewer))
    is_manager = Role.MANAGER in viewer.roles
    without = await unled.names(context.connection) if is_manager else []
    practice = await own_practice(context, viewer.desk_practice_id)
    timezone = context.programme.schedule.timezone
    if practice is None:
        return Waits(contacts, unled=without, timezone=timezone)
    drafts = [await kept.waiting(context.connection, practice.id) for kept in (feedback.DRAFTS, replies.DRAFTS)]
    open_round = await rounds.open_in(context.connection, practice.id)
    newest, schedule = await rounds.newest(context.connection, practice.id), await context.schedule(practice.id)
    coming = planned(context, schedule, practice, 1, newest) if open_round is None else []
    return Waits(
        contacts=contacts,
        practice=practice.name,
        closes_at=open_round.closes_at if open_round else None,
        opens_at=coming[0].opens_at if coming else None,
        is_drafted=any(draft and not draft.approved for draft in drafts),
        is_succeeded=await _seeks(context, viewer, practice),
        unled=without,
        timezone=timezone,
    )


async def _seeks(context: RenderingContext, viewer: Viewer, practice: Practice) -> bool:
    out = await endings.successor_invitation(context.connection, viewer.person_id, practice.id, context.now)
    return out is not None


@renders(PracticesToWorkIn)
async def practices_to_work_in(context: RenderingContext, payload: PracticesToWorkIn) -> Message:
    """Every practice in which the viewer works."""
    viewer = await context.viewer()
    if viewer is None or len(viewer.worked_in) < 2:
        return help_texts.refused(context.t)
    named = await practices.names(context.connection, viewer.worked_in)
    return texts.practices_to_work_in(context.t, list(named.items()), viewer.practice_id, payload.name, payload.page)


@renders(Changes)
async def changes(context: RenderingContext, payload: Changes) -> Message:
    """By role, never by name."""
    practice, reader = await own_practice(context, payload.practice_id), context.row.person_id
    if practice is None or reader is None:
        return help_texts.refused(context.t)
    zone = ZoneInfo(context.programme.schedule.timezone)
    found = await audit.changes(context.connection, practice.id, reader)
    days = [(one.at.astimezone(zone).date(), one) for one in found]
    return texts.changes(context.t, practice.id, practice.name, days, payload.page)
