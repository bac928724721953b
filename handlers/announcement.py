"""`/bericht`: a coordinator writes to all participants of the practice, and may stop it while it goes out."""

from handlers.desk import may_write
from handlers.turn import Turn
from rules.access import may_run_practice
from rules.own_time import next_allowed
from rules.payloads.announcement import AnnouncementDraft, AnnouncementQuestion, AnnouncementState
from rules.payloads.notes import Note
from rules.typed_text import cleaned
from storage import announcements, audit
from storage.announcements import Announcement
from texts.callback_data import AnnouncementDecided, AnnouncementStopped
from texts.escaping import length
from texts.messages.announcement import LONGEST


async def bericht(turn: Turn) -> None:
    """What would they like to say?"""
    await turn.wait_for("circular")
    await turn.say(AnnouncementQuestion(turn.viewer.own_practice_id))


async def announcement_typed(turn: Turn) -> None:
    """A draft, shown as the participants will see it."""
    practice_id = turn.viewer.practice_id
    if not await may_write(turn, practice_id) or practice_id is None:
        return
    text = cleaned(turn.message.text or "")
    if not text:
        await turn.say(AnnouncementQuestion(practice_id))
    elif length(text) > LONGEST:
        await turn.say(Note("circular_too_long", limit=LONGEST, length=length(text)))
    else:
        made = await announcements.draft(turn.connection, practice_id, turn.viewer.person_id, text, turn.now)
        await turn.say(AnnouncementDraft(made))


async def announcement_decided(turn: Turn, tap: AnnouncementDecided) -> None:
    """Out it goes, in quiet hours in the morning; or not at all."""
    announcement = await _mine(turn, tap.announcement_id)
    if announcement is None:
        return
    if announcement.sent_at:  # tapped twice
        await turn.show(AnnouncementState(announcement.id))
    elif tap.yes:
        await _send(turn, announcement)
    else:
        await announcements.drop(turn.connection, turn.viewer.person_id)
        await turn.show(Note("circular_not"))


async def _send(turn: Turn, announcement: Announcement) -> None:
    at = next_allowed(turn.now, turn.programme.schedule.timezone)
    await announcements.send(turn.connection, announcement, turn.tapped, at, turn.now)
    await audit.note(
        turn.connection,
        "circular",
        turn.viewer.person_id,
        turn.now,
        announcement.practice_id,
        announcement=announcement.id,
    )
    await turn.show(AnnouncementState(announcement.id))


async def announcement_stopped(turn: Turn, tap: AnnouncementStopped) -> None:
    """*Stoppen*, while it goes out."""
    announcement = await _mine(turn, tap.announcement_id)
    if announcement:
        await announcements.stop(turn.connection, announcement.id, turn.now)
        await turn.show(AnnouncementState(announcement.id))


async def _mine(turn: Turn, announcement_id: int) -> Announcement | None:
    """The viewer's own announcement, of a practice they still coordinate."""
    announcement = await announcements.get(turn.connection, announcement_id)
    if (
        announcement
        and announcement.person_id == turn.viewer.person_id
        and may_run_practice(turn.viewer, announcement.practice_id)
    ):
        return announcement
    turn.toast = "not_yours"
    return None
