"""The design questions of a practice."""

from rules.payloads.payload import Payload, payload


@payload("design_questions", subject="practice_id")
class DesignQuestions(Payload):
    """A page of those that run, or of those that `ended`."""

    practice_id: int
    page: int = 0
    ended: bool = False


@payload("design_question", subject="question_id")
class DesignQuestionCard(Payload):
    """One of them. screen: one of texts.messages.question_desk.SCREENS."""

    question_id: int
    screen: str | None = None
