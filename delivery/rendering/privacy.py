"""What somebody says yes to, as it is now; and the notice again, when it is a new one."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from rules.access import Role
from rules.payloads.privacy import NoticeAgain, Privacy, Renewal
from rules.registration import has_agreed, to_renew
from storage import consents, practices
from texts.message import Message
from texts.messages import privacy as texts
from texts.messages import registration as registration_texts
from texts.messages.privacy import PrivacyView


@renders(Privacy)
async def privacy(context: RenderingContext, _payload: Privacy) -> Message | None:
    """The screen of `/privacy`."""
    viewer = await context.viewer()
    if viewer is None:
        return None
    chosen = await consents.newest(context.connection, viewer.person_id)
    given = {purpose: consent.given for purpose, consent in chosen.items()}
    agreed = [m for m in viewer.memberships if m.registered_at and has_agreed(m)]
    since = chosen["take_part"].at if agreed and given.get("take_part") else None
    day = _local(context, since) if since else None
    chosen_freely = (given.get("texts"), given.get("research"), given.get("rows"), given.get("keep"))
    roles = (Role.CAREGIVER in viewer.roles, Role.PARTICIPANT in viewer.roles)
    return texts.privacy(context.t, PrivacyView(day, *chosen_freely, *roles))


def _local(context: RenderingContext, at: datetime) -> date:
    return at.astimezone(ZoneInfo(context.programme.schedule.timezone)).date()


@renders(NoticeAgain)
async def notice_again(context: RenderingContext, payload: NoticeAgain) -> Message | None:
    """The notice as it is now, for the first role that agreed to it."""
    viewer = await context.viewer()
    mine = next((m for m in viewer.memberships if has_agreed(m)), None) if viewer else None
    if mine is None:
        return None
    practice = await practices.get(context.connection, mine.practice_id) if mine.practice_id else None
    name, terms = practice.name if practice else None, context.terms(practice.slug if practice else None)
    return texts.notice_again(context.t, name, mine.role, payload.more, terms)


@renders(Renewal)
async def renewal(context: RenderingContext, payload: Renewal) -> Message | None:
    """The notice as it is now, for the first role that has not agreed to it; nothing when all have by now."""
    viewer = await context.viewer()
    mine = to_renew(viewer.memberships) if viewer and not viewer.stopped else None
    if mine is None:
        return None
    practice = await practices.get(context.connection, mine.practice_id) if mine.practice_id else None
    name, terms = practice.name if practice else None, context.terms(practice.slug if practice else None)
    return registration_texts.renewal(context.t, mine.id, name, mine.role, payload.more, terms)
