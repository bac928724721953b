"""A coordinator's message to the participants of the practice."""

from rules.payloads.payload import Payload, payload


@payload("circular_question", subject="practice_id")
class AnnouncementQuestion(Payload):
    """To who wants to write one: what is it?"""

    practice_id: int


@payload("circular_draft", subject="announcement_id")
class AnnouncementDraft(Payload):
    """To its author, before it goes out."""

    announcement_id: int


@payload("circular", subject="announcement_id")
class AnnouncementMessage(Payload):
    """To a participant."""

    announcement_id: int


@payload("circular_state", subject="announcement_id")
class AnnouncementState(Payload):
    """To its author, while it goes out."""

    announcement_id: int
