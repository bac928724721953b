"""`/ontwerpvragen`: a practice's own questions."""

from texts.callback_data import Tap, tap


@tap("dl")
class QuestionsShown(Tap):
    """The design questions of a practice: those that run, or those that ended."""

    practice_id: int
    page: int
    ended: bool


@tap("dq")
class QuestionShown(Tap):
    """A design question. screen: what of it, one of texts.messages.question_desk.SCREENS."""

    question_id: int
    screen: str


@tap("da")
class QuestionAsked(Tap):
    """*Ontwerpvraag toevoegen*."""

    practice_id: int


@tap("dr")
class RewordingAsked(Tap):
    """*Anders opschrijven*."""

    question_id: int


@tap("dc")
class CentralChosen(Tap):
    question_id: int
    central: str


@tap("dm")
class QuestionMoved(Tap):
    """at: where it stood, from 0, so that a second tap does not move it twice."""

    question_id: int
    at: int
    up: bool


@tap("de")
class QuestionEnded(Tap):
    """The viewer is sure to end it; or, when `yes` is False, opens it again."""

    question_id: int
    yes: bool
