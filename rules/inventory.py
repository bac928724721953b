"""What practices have, as a whole: their design questions, the experiments under them, and who is outside the bot."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self

from msgspec import Struct, field, to_builtins

from programme.model import Region

#: How many design questions a practice should have: the source says three to five.
FEWEST, MOST = 3, 5


class Experiment(Struct, frozen=True, eq=False):
    """id None: not there yet. status: an option of the status question, None when nobody has reported.

    reported_at: when it was (aware UTC); None also for a status that is only now to be written. expectation: what is
    expected of it now.
    """

    id: int | None
    title: str
    status: str | None
    reported_at: datetime | None = None
    expectation: str | None = None

    def __eq__(self, other: object) -> bool:
        """Whether a file would say the same of it: not when it was reported."""
        return isinstance(other, Experiment) and self._said == other._said

    def __hash__(self) -> int:
        return hash(self._said)

    @property
    def _said(self) -> tuple[object, ...]:
        return self.id, self.title, self.status, self.expectation

    @property
    def words(self) -> str:
        """By which it is known."""
        return self.title


class DesignQuestion(Struct, frozen=True):
    """A running one, with its running experiments in order. central: the key of its central question.

    ended: the titles of its experiments that ended.
    """

    id: int | None
    central: str
    text: str
    experiments: tuple[Experiment, ...] = ()
    ended: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """By which it is known."""
        return self.text


class Practice(Struct, frozen=True):
    """A practice that is not closed. Its place in degrees (WGS 84).

    outside: how many take part without the bot, by organisation type (None: not known).
    ended: the texts of its design questions that ended.
    """

    id: int | None
    name: str
    region: Region
    latitude: float
    longitude: float
    core_theme: str | None
    questions: tuple[DesignQuestion, ...] = ()
    outside: Mapping[str | None, int] = field(default_factory=dict)
    ended: tuple[str, ...] = ()

    @property
    def has_few_or_many_questions(self) -> bool:
        """Whether it has other than three to five design questions."""
        return not FEWEST <= len(self.questions) <= MOST

    def as_json(self) -> dict[str, Any]:
        """Plain values for storage; `from_json` is the way back."""
        experiments = [one for question in self.questions for one in question.experiments]
        reported = {one.id: one.reported_at.isoformat() for one in experiments if one.reported_at}
        plain: dict[str, Any] = to_builtins(self) | {
            "outside": list(self.outside.items()),
            "reported": list(reported.items()),
        }
        for question in plain["questions"]:
            for one in question["experiments"]:
                del one["reported_at"]
        return plain

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The practice that was written with `as_json`."""
        reported = {key: datetime.fromisoformat(at) for key, at in stored["reported"]}
        return cls(
            **{
                name: value
                for name, value in stored.items()
                if name not in ("questions", "outside", "ended", "reported")
            },
            questions=tuple(_question(one, reported) for one in stored["questions"]),
            outside=dict(stored["outside"]),
            ended=tuple(stored["ended"]),
        )


def _question(stored: Mapping[str, Any], reported: Mapping[int, datetime]) -> DesignQuestion:
    experiments = (Experiment(**one, reported_at=reported.get(one["id"])) for one in stored["experiments"])
    return DesignQuestion(**{**stored, "experiments": tuple(experiments), "ended": tuple(stored["ended"])})


Inventory = tuple[Practice, ...]
