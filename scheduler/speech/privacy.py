"""What somebody says yes to, as it is now; and the notice again, when it is a new one."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from rules.registration import has_agreed, to_renew
from scheduler.speech.speech import Speech
from storage import consents, practices
from texts.message import Message
from texts.messages import privacy as texts
from texts.messages import registration as registration_texts
from texts.messages.privacy import PrivacyView


async def privacy(speech: Speech) -> Message | None:
    """The screen of `/privacy`."""
    viewer = await speech.viewer()
    if viewer is None:
        return None
    chosen = await consents.newest(speech.connection, viewer.person_id)
    given = {purpose: consent.given for purpose, consent in chosen.items()}
    agreed = [m for m in viewer.memberships if m.registered_at and has_agreed(m)]
    since = chosen["take_part"].at if agreed and given.get("take_part") else None
    day = _local(speech, since) if since else None
    return texts.privacy(speech.t, PrivacyView(day, given.get("texts"), given.get("research")))


def _local(speech: Speech, at: datetime) -> date:
    return at.astimezone(ZoneInfo(speech.programme.schedule.timezone)).date()


async def renewal(speech: Speech) -> Message | None:
    """The notice as it is now, for the first role that has not agreed to it; nothing when all have by now."""
    viewer = await speech.viewer()
    mine = to_renew(viewer.memberships) if viewer and not viewer.stopped else None
    if mine is None:
        return None
    practice = await practices.get(speech.connection, mine.practice_id) if mine.practice_id else None
    more = bool(speech.row.params.get("more"))
    return registration_texts.renewal(speech.t, mine.id, practice.name if practice else None, mine.role, more)
