"""`/ontwerpvragen`: a practice's own questions."""

from texts.callback_data import Tap


class QuestionsShown(Tap, code="dl"):
    """The design questions of a practice: those that run, or those that ended."""

    practice_id: int
    page: int
    ended: bool


class QuestionShown(Tap, code="dq"):
    """A design question. screen: what of it, one of texts.messages.question_desk.SCREENS."""

    question_id: int
    screen: str


class QuestionAsked(Tap, code="da"):
    """*Ontwerpvraag toevoegen*."""

    practice_id: int


class RewordingAsked(Tap, code="dr"):
    """*Anders opschrijven*."""

    question_id: int


class CentralChosen(Tap, code="dc"):
    question_id: int
    central: str


class QuestionMoved(Tap, code="dm"):
    """at: where it stood, from 0, so that a second tap does not move it twice."""

    question_id: int
    at: int
    up: bool


class QuestionEnded(Tap, code="de"):
    """The viewer is sure to end it; or, when `yes` is False, opens it again."""

    question_id: int
    yes: bool
