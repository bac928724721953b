"""A coordinator's message to participants or caregivers, and how far it is."""

from delivery.rendering.context import RenderingContext
from delivery.rendering.desk import own_practice
from delivery.rendering.renderers import renders
from rules.access import Role, may_run_practice
from rules.own_time import next_allowed
from rules.payloads.announcement import AnnouncementDraft, AnnouncementMessage, AnnouncementQuestion, AnnouncementState
from storage import announcements, practices
from storage.announcements import Announcement
from storage.practices import Practice
from texts.message import Message
from texts.messages import announcement as texts
from texts.messages import help as help_texts


@renders(AnnouncementQuestion)
async def question(context: RenderingContext, payload: AnnouncementQuestion) -> Message:
    """To a coordinator who wants to write."""
    practice, viewer = await practices.get(context.connection, payload.practice_id), await context.viewer()
    if practice is None or viewer is None or not may_run_practice(viewer, practice.id):
        return help_texts.refused(context.t)
    role, author = Role(payload.role), viewer.person_id
    count = await announcements.count_addressed(context.connection, practice.id, role, author, context.now)
    return texts.question(context.t, practice.name, role, count)


@renders(AnnouncementDraft)
async def draft(context: RenderingContext, payload: AnnouncementDraft) -> Message | None:
    """To its author, before it goes out."""
    found, practice = await _own(context, payload.announcement_id)
    if found is None or practice is None:
        return None
    who = (found.role, found.person_id)
    count = await announcements.count_addressed(context.connection, practice.id, *who, context.now)
    timezone = context.programme.schedule.timezone
    at = next_allowed(context.now, timezone)
    return texts.draft(
        context.t, found.id, practice.name, found.role, found.text, count, at if at > context.now else None, timezone
    )


@renders(AnnouncementMessage)
async def announcement(context: RenderingContext, payload: AnnouncementMessage) -> Message | None:
    """To who has the role it is for, unless it was stopped or they have left; a draft, which may have the number of one
    that is gone, to nobody.
    """
    found, practice = await _subject(context, payload.announcement_id)
    viewer = await context.viewer()
    if found is None or practice is None or viewer is None or found.stopped_at or found.sent_at is None:
        return None
    is_theirs = viewer.has_role(found.role, practice.id) and not viewer.stopped
    return texts.announcement(context.t, practice.name, found.text) if is_theirs else None


@renders(AnnouncementState)
async def state(context: RenderingContext, payload: AnnouncementState) -> Message | None:
    """To its author, while it goes out."""
    found, practice = await _own(context, payload.announcement_id)
    if found is None or practice is None:
        return None
    so_far = await announcements.progress(context.connection, found.id)
    view = texts.StateView(
        announcement_id=found.id,
        practice=practice.name,
        arrived=so_far.arrived,
        waiting=so_far.waiting,
        lost=so_far.lost,
        at=so_far.due_at if so_far.due_at and so_far.due_at > context.now else None,
        is_stopped=found.stopped_at is not None,
        timezone=context.programme.schedule.timezone,
    )
    return texts.state(context.t, view)


async def _own(context: RenderingContext, announcement_id: int) -> tuple[Announcement | None, Practice | None]:
    """What the viewer wrote, to a practice that they still coordinate."""
    found = await announcements.get(context.connection, announcement_id)
    if found is None or found.person_id != context.row.person_id:
        return None, None
    return found, await own_practice(context, found.practice_id)


async def _subject(context: RenderingContext, announcement_id: int) -> tuple[Announcement | None, Practice | None]:
    found = await announcements.get(context.connection, announcement_id)
    practice = await practices.get(context.connection, found.practice_id) if found else None
    return found, practice
