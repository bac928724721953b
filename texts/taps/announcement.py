"""`/bericht`: a message to all participants of a practice."""

from texts.callback_data import Tap, tap


@tap("ba")
class AnnouncementAudience(Tap):
    """To whom it goes: a role that answers."""

    role: str


@tap("bd")
class AnnouncementDecided(Tap):
    """A drafted message to the participants: send it, or not."""

    announcement_id: int
    yes: bool


@tap("bs")
class AnnouncementStopped(Tap):
    """*Stoppen*, while it goes out."""

    announcement_id: int
