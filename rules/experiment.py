"""What a practice tries out for a design question, as its coordinator looks after it."""

from datetime import datetime

from msgspec import Struct

LONGEST_TITLE = 100


class Experiment(Struct, frozen=True):
    """An experiment with the question it is for. status: an option key of the status question, as last reported.

    workers: how many participants chose it and have not left, away or not; who they are is nobody's business here.
    Times are aware UTC.
    central: the key of the central question. recommended_at: since when others may see its card and lessons.
    readiness: how ready it is for others, 1 to 10.
    """

    id: int
    practice_id: int
    design_question_id: int
    title: str
    question: str
    status: str | None
    reported_at: datetime | None
    workers: int
    ended_at: datetime | None
    question_ended_at: datetime | None
    central: str = ""
    recommended_at: datetime | None = None
    readiness: int | None = None

    @property
    def is_running(self) -> bool:
        """Whether check-ins ask about it: its design question runs as well."""
        return self.ended_at is None and self.question_ended_at is None
