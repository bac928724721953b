"""A check-in: where it stands, and when it comes back."""

from rules.payloads.payload import Payload, payload


@payload("check_in", subject="check_in_id")
class CheckInCurrent(Payload):
    """The question it stands at; also when a round opens. page: of the answers to change, where those are shown."""

    check_in_id: int
    page: int = 0


@payload("check_in_meant", subject="check_in_id")
class CheckInMeant(Payload):
    """Is it this option that was meant by what was typed at this step?"""

    check_in_id: int
    step: str
    option: str


@payload("check_in_past", subject="check_in_id")
class CheckInPast(Payload):
    """An older message of one that goes on below."""

    check_in_id: int


@payload("check_in_over", subject="check_in_id")
class CheckInOver(Payload):
    """The round is closed."""

    check_in_id: int


@payload("check_in_closed", subject="check_in_id")
class CheckInClosed(Payload):
    """The round closes while a question is on the screen: how many answers are kept, and none of their words."""

    check_in_id: int


@payload("check_in_asked", subject="check_in_id")
class CheckInAskedOver(Payload):
    """The round is closed below a message that asked, and that nobody took up: its buttons go."""

    check_in_id: int


@payload("check_in_again", subject="check_in_id")
class CheckInAgain(Payload):
    """It comes back at the moment somebody asked for."""

    check_in_id: int


@payload("check_in_reminder", subject="check_in_id")
class CheckInReminder(Payload):
    """Some days later, or because a coordinator nudges."""

    check_in_id: int


@payload("check_in_postponed", subject="check_in_id")
class CheckInPostponed(Payload):
    """When it comes back: an aware time in ISO 8601."""

    check_in_id: int
    at: str


@payload("check_in_declined", subject="check_in_id")
class CheckInNotThisTime(Payload):
    """*Deze keer niet*."""

    check_in_id: int


@payload("no_open_check_in", subject="practice_id")
class NoOpenCheckIn(Payload):
    """Nothing to fill in; with a practice, when there will be."""

    practice_id: int | None
