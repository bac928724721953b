"""`/bericht`: a coordinator writes to all participants or caregivers of the practice, and may stop it on its way."""

from typing import Protocol

from handlers.desk import own_practice
from handlers.refusals import NotYours, ToldThisRound
from handlers.registry import command, tapped, typed
from handlers.turn import Turn
from rules.access import ANSWERING, Role, Viewer, may_run_practice
from rules.own_time import next_allowed
from rules.payloads.announcement import AnnouncementDraft, AnnouncementQuestion, AnnouncementState
from rules.payloads.notes import Note
from rules.typed_text import cleaned
from storage import announcements, audit
from storage.announcements import Announcement
from texts.escaping import length
from texts.messages.announcement import LONGEST
from texts.taps.announcement import AnnouncementAudience, AnnouncementDecided, AnnouncementStopped


@command("bericht")
async def bericht(turn: Turn) -> None:
    """What would they like to say?"""
    practice_id = turn.viewer.own_practice_id
    await turn.wait_for(f"circular:{practice_id}")
    await turn.say(AnnouncementQuestion(practice_id))


def _coordinates(viewer: Viewer, _tap: object) -> bool:
    return Role.COORDINATOR in viewer.roles


@tapped(AnnouncementAudience, may=_coordinates)
async def audience_chosen(turn: Turn, tap: AnnouncementAudience) -> None:
    """To caregivers less often than to participants: once a round."""
    role = next((known for known in ANSWERING if known.value == tap.role), None)
    if role is None:
        raise NotYours
    practice_id = own_practice(turn)
    await _check_may_be_told(turn, practice_id, role)
    await turn.wait_for(f"circular:{practice_id}:{role}")
    await turn.show(AnnouncementQuestion(practice_id, role=role.value))


async def _check_may_be_told(turn: Turn, practice_id: int, role: Role) -> None:
    if role is Role.CAREGIVER and await announcements.told_caregivers(turn.connection, practice_id):
        raise ToldThisRound


@typed("circular")
async def announcement_typed(turn: Turn) -> None:
    """A draft, shown as who it is for will see it."""
    practice_id, role = own_practice(turn), _audience(turn)
    text = cleaned(turn.happened.text)
    if not text:
        await turn.say(AnnouncementQuestion(practice_id, role=role.value))
    elif length(text) > LONGEST:
        await turn.say(Note("circular_too_long", limit=LONGEST, length=length(text)))
    else:
        who = turn.viewer.person_id
        made = await announcements.draft(turn.connection, practice_id, who, role, text, turn.now)
        await turn.say(AnnouncementDraft(made))


def _audience(turn: Turn) -> Role:
    """Of what is awaited: participants, unless somebody else was chosen."""
    chosen = (turn.viewer.awaiting or "").rpartition(":")[2]
    return next((role for role in ANSWERING if role == chosen), Role.PARTICIPANT)


class OfAnnouncement(Protocol):
    @property
    def announcement_id(self) -> int: ...


async def _own(turn: Turn, tap: OfAnnouncement) -> Announcement:
    """The viewer's own announcement, of a practice they still coordinate."""
    found = await announcements.get(turn.connection, tap.announcement_id)
    if found is None or found.person_id != turn.viewer.person_id:
        raise NotYours
    if not may_run_practice(turn.viewer, found.practice_id):
        raise NotYours
    return found


@tapped(AnnouncementDecided, loads=_own)
async def announcement_decided(turn: Turn, tap: AnnouncementDecided, announcement: Announcement) -> None:
    """Out it goes, in quiet hours in the morning; or not at all."""
    if announcement.sent_at:  # tapped twice
        await turn.show(AnnouncementState(announcement.id))
    elif tap.yes:
        await _send(turn, announcement)
    else:
        await announcements.drop(turn.connection, turn.viewer.person_id)
        await turn.show(Note("circular_not"))


async def _send(turn: Turn, announcement: Announcement) -> None:
    await _check_may_be_told(turn, announcement.practice_id, announcement.role)
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


@tapped(AnnouncementStopped, loads=_own)
async def announcement_stopped(turn: Turn, _tap: AnnouncementStopped, announcement: Announcement) -> None:
    """*Stoppen*, while it goes out."""
    await announcements.stop(turn.connection, announcement.id, turn.now)
    await turn.show(AnnouncementState(announcement.id))
