"""The logbook of an experiment."""

from rules.payloads.payload import Payload, payload


@payload("logbook", subject="experiment_id")
class Logbook(Payload):
    """What was expected, tried and learnt. screen: one of texts.messages.logbook.SCREENS; None: the book itself."""

    experiment_id: int
    screen: str | None = None


@payload("logbook_version", subject="experiment_id")
class LogbookVersion(Payload):
    """One version of a sentence, whole. sentence: "expectation" or "lesson"."""

    experiment_id: int
    sentence: str
    version_id: int


@payload("logbook_asks", subject="practice_id")
class LogbookAsks(Payload):
    """To a coordinator, the morning after a round: of which experiments there is something to look back at."""

    practice_id: int
