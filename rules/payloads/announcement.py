"""A coordinator's message to the participants or the caregivers of the practice."""

from rules.access import Role
from rules.payloads.payload import Payload, payload


@payload("circular_question", subject="practice_id")
class AnnouncementQuestion(Payload):
    """To who wants to write one, to whom has this role: what is it?"""

    practice_id: int
    role: str = Role.PARTICIPANT.value


@payload("circular_draft", subject="announcement_id")
class AnnouncementDraft(Payload):
    """To its author, before it goes out."""

    announcement_id: int


@payload("circular", subject="announcement_id")
class AnnouncementMessage(Payload):
    """To who it is for."""

    announcement_id: int


@payload("circular_state", subject="announcement_id")
class AnnouncementState(Payload):
    """To its author, while it goes out."""

    announcement_id: int
