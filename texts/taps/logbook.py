"""*Logboek*: what is expected of an experiment, what was learnt, and what is done next."""

from texts.callback_data import Tap


class LogbookShown(Tap, code="lb"):
    """screen: what of it, one of texts.messages.logbook.SCREENS."""

    experiment_id: int
    screen: str


class ExpectationAsked(Tap, code="le"):
    """*Verwachting opschrijven*: the next typed text."""

    experiment_id: int


class ConfidenceChosen(Tap, code="lc"):
    """How much confidence there is in this version; confidence: of rules.learning.CONFIDENCES."""

    experiment_id: int
    expectation_id: int
    confidence: str


class LessonAsked(Tap, code="ll"):
    """*Opschrijven wat jullie leerden*: the next typed text, in this cycle; 0: in a new one."""

    experiment_id: int
    cycle_id: int


class NextChosen(Tap, code="ln"):
    """What is done next; next: of rules.learning.NEXT."""

    experiment_id: int
    cycle_id: int
    next: str


class ReadinessChosen(Tap, code="lr"):
    """How ready it is for others, 1 to 10."""

    experiment_id: int
    readiness: int


class RecommendationEnded(Tap, code="lw"):
    """*Niet meer aanraden*: others no longer see it."""

    experiment_id: int


class VersionShown(Tap, code="lv"):
    """A version of a sentence, whole. kind: "expectation" or "lesson"."""

    experiment_id: int
    kind: str
    version_id: int


class VersionRemoved(Tap, code="lx"):
    """That version goes, for good."""

    experiment_id: int
    kind: str
    version_id: int
