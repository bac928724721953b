"""`/bericht`: a message to all participants of a practice."""

from texts.callback_data import Tap


class AnnouncementAudience(Tap, code="ba"):
    """To whom it goes: a role that answers."""

    role: str


class AnnouncementDecided(Tap, code="bd"):
    """A drafted message to the participants: send it, or not."""

    announcement_id: int
    yes: bool


class AnnouncementStopped(Tap, code="bs"):
    """*Stoppen*, while it goes out."""

    announcement_id: int
