"""What everybody of a practice is told: it closed or goes on, has another rhythm or coordinator, or more to try."""

from rules.payloads.payload import Payload, payload


@payload("practice_closed", subject="practice_id")
class PracticeClosed(Payload):
    """It has no more rounds."""

    practice_id: int


@payload("practice_reopened", subject="practice_id")
class PracticeReopened(Payload):
    """It has rounds again."""

    practice_id: int


@payload("new_rhythm", subject="practice_id")
class NewRhythm(Payload):
    """Rounds come at other times. before: the schedule as it was that morning, as rules.schedule_change writes it."""

    practice_id: int
    before: str | None = None


@payload("new_coordinator", subject="practice_id")
class NewCoordinator(Payload):
    """Somebody coordinates it from now on."""

    practice_id: int


@payload("new_experiments", subject="practice_id")
class NewExperiments(Payload):
    """To a participant: what was begun since that moment (ISO, UTC) and they do not work on."""

    practice_id: int
    since: str
