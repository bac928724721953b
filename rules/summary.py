"""The figures of a round: counted once when it closes, and kept as its snapshot."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Self

from msgspec import Struct, field, to_builtins

#: Figures older than this many days make an experiment a silent one: two rounds of the default schedule.
SILENT_AFTER_DAYS = 28


class Response(Struct, frozen=True):
    """How many of the eligible people of one role gave at least one answer."""

    answered: int = 0
    eligible: int = 0


class ExperimentState(Struct, frozen=True):
    """An experiment as last reported: an option key of the status question, and when (ISO, UTC).

    begun_at: when it was written down; None in snapshots of before that was kept.
    """

    title: str
    status: str | None
    reported_at: str | None
    begun_at: str | None = None

    def days_silent(self, now: datetime) -> int | None:
        """How many days ago the last report was, by the calendar of `now`'s zone; None when there was none."""
        return _days_since(self.reported_at, now)

    def is_silent(self, now: datetime) -> bool:
        """Whether nobody reported for long; of a new one that nobody reported on yet, since it began."""
        days = _days_since(self.reported_at or self.begun_at, now)
        return days is None or days >= SILENT_AFTER_DAYS


def _days_since(at: str | None, now: datetime) -> int | None:
    if at is None:
        return None
    return (now.date() - datetime.fromisoformat(at).astimezone(now.tzinfo).date()).days


class DesignQuestionState(Struct, frozen=True):
    """A design question, its central question's key, and its running experiments."""

    text: str
    central: str
    experiments: tuple[ExperimentState, ...]


class Figures(Struct, frozen=True):
    """Everything a summary shows of one round.

    response: by role. What caregivers answered is told per window instead: see rules.window_figures.
    theme: the practice's core theme; None when it had none, or was not kept yet.
    """

    response: Mapping[str, Response] = field(default_factory=dict)
    design_questions: tuple[DesignQuestionState, ...] = ()
    theme: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain values for storage; `from_json` is the way back, also from what older versions kept."""
        return dict(to_builtins(self))

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(
            response={role: Response(**value) for role, value in stored["response"].items()},
            design_questions=tuple(
                DesignQuestionState(q["text"], q["central"], tuple(ExperimentState(**e) for e in q["experiments"]))
                for q in stored["design_questions"]
            ),
            theme=stored.get("theme"),
        )


class RoundFigures(Struct, frozen=True):
    """The frozen figures of one closed round of a practice. opened_on: local. over_at: aware UTC."""

    round_id: int
    number: int
    opened_on: date
    figures: Figures
    over_at: datetime
