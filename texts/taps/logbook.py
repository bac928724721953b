"""*Logboek*: what is expected of an experiment, what was learnt, and what is done next."""

from texts.callback_data import Tap, tap


@tap("lb")
class LogbookShown(Tap):
    """screen: what of it, one of texts.messages.logbook.SCREENS."""

    experiment_id: int
    screen: str


@tap("le")
class ExpectationAsked(Tap):
    """*Verwachting opschrijven*: the next typed text."""

    experiment_id: int


@tap("lc")
class ConfidenceChosen(Tap):
    """How much confidence there is in this version; confidence: of rules.learning.CONFIDENCES."""

    experiment_id: int
    expectation_id: int
    confidence: str


@tap("ll")
class LessonAsked(Tap):
    """*Opschrijven wat jullie leerden*: the next typed text, in this cycle; 0: in a new one."""

    experiment_id: int
    cycle_id: int


@tap("ln")
class NextChosen(Tap):
    """What is done next; next: of rules.learning.NEXT."""

    experiment_id: int
    cycle_id: int
    next: str


@tap("lr")
class ReadinessChosen(Tap):
    """How ready it is for others, 1 to 10."""

    experiment_id: int
    readiness: int


@tap("lw")
class RecommendationEnded(Tap):
    """*Niet meer aanraden*: others no longer see it."""

    experiment_id: int


@tap("lv")
class VersionShown(Tap):
    """A version of a sentence, whole. kind: "expectation" or "lesson"."""

    experiment_id: int
    kind: str
    version_id: int


@tap("lx")
class VersionRemoved(Tap):
    """That version goes, for good."""

    experiment_id: int
    kind: str
    version_id: int
