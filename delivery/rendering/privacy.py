"""What somebody says yes to, as it is now; and the notice again, when it is a new one."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from rules.access import ANSWERING, Membership, Role
from rules.payloads.privacy import NoticeAgain, Privacy, Renewal
from rules.registration import to_renew
from storage import consents, notice_texts, outbox, practices
from storage.outbox import Lane
from texts import notice
from texts.escaping import Markup
from texts.message import Message
from texts.messages import notes
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
    given = {purpose: None if consent.is_outdated else consent.given for purpose, consent in chosen.items()}
    registered = [m for m in viewer.memberships if m.registered_at]
    agreed = [m for m in viewer.memberships if m.consent_version is not None]
    view = PrivacyView(
        day=_local(context, chosen["take_part"].at) if "take_part" in chosen else None,
        takes_part=bool(given.get("take_part") and agreed),
        withdrew="take_part" in chosen and not chosen["take_part"].given,
        is_outdated=to_renew(registered) is not None,
        is_stopped=viewer.stopped,
        texts=given.get("texts"),
        research=given.get("research"),
        rows=given.get("rows"),
        keep=given.get("keep"),
        reworded=frozenset(purpose for purpose, consent in chosen.items() if consent.is_outdated),
        is_caregiver=Role.CAREGIVER in viewer.roles,
        is_participant=Role.PARTICIPANT in viewer.roles,
        erased_after=context.keeping.withdrawn_days,
    )
    return texts.privacy(context.t, view)


def _local(context: RenderingContext, at: datetime) -> date:
    return at.astimezone(ZoneInfo(context.programme.schedule.timezone)).date()


@renders(NoticeAgain)
async def notice_again(context: RenderingContext, payload: NoticeAgain) -> Message | None:
    """What somebody said yes to last, in the words of then; as it is now, when those were not kept yet."""
    viewer = await context.viewer()
    if viewer is None or not viewer.memberships:
        return None
    chosen = (await consents.newest(context.connection, viewer.person_id)).get("take_part")
    agreed = [Markup(screen) for screen in await notice_texts.agreed_last(context.connection, viewer.person_id)]
    day = _local(context, chosen.at) if agreed and chosen and chosen.given else None
    screens = agreed or await _as_it_is(context, viewer.memberships[0])
    if payload.stays:
        return texts.notice_agreed(context.t, screens[0], day)
    return texts.notice_again(context.t, screens, day, payload.more)


async def _as_it_is(context: RenderingContext, mine: Membership) -> list[Markup]:
    name, slug = await _practice(context, mine)
    return [notice.short(context.t, mine.role, name), *notice.screens(context.t, context.terms(slug))]


@renders(Renewal)
async def renewal(context: RenderingContext, payload: Renewal) -> Message | None:
    """The notice as it is now, for the first role that has not agreed to it; nothing when all have by now.

    Nobody who answers is asked to agree to one that is not whole; who asks for it hears so.
    """
    viewer = await context.viewer()
    mine = to_renew(viewer.memberships) if viewer and not viewer.stopped else None
    if viewer is None or mine is None:
        return None
    name, slug = await _practice(context, mine)
    if mine.role in ANSWERING and not viewer.is_test and context.programme.unfilled(slug):
        return notes.note(context.t, "not_ready") if context.row.lane == Lane.INTERACTIVE else None
    return registration_texts.renewal(context.t, mine.id, name, mine.role, payload.more, context.terms(slug))


async def goes_first(context: RenderingContext) -> bool:
    """Whether the notice is asked in the place of what this row says: in a row of its own, which is no check-in's."""
    if await renewal(context, Renewal()) is None:
        return False
    row = context.row
    await outbox.add(context.connection, Renewal(), now=context.now, person_id=row.person_id, lane=Lane(row.lane))
    return True


async def _practice(context: RenderingContext, mine: Membership) -> tuple[str | None, str | None]:
    """Its name and its slug; nothing for who leads the whole programme."""
    practice = await practices.get(context.connection, mine.practice_id) if mine.practice_id else None
    return (practice.name, practice.slug) if practice else (None, None)
