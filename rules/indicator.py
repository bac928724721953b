"""Indicator 23 of the monitor Langer Thuis (2020): how many local pilots there are, and what happens in them."""

from collections.abc import Mapping
from typing import Any, Self

from msgspec import Struct, field


class Indicator(Struct, frozen=True):
    """The counts of the whole programme at one moment: now, or the end of a day. It counts what was *started*.

    practices: how many. A closed one counts as long as it has a participant or had a design question: it was started,
    and what it did stays in the figures; one that was added by mistake and closed again has neither.
    participants: also those who take part without the bot; whoever said /stop counts until they leave.
    design_questions: also those that ended. experiments_by_status: also those that ended, by the option of the status
    question that was reported last; None: nobody has reported yet. running: how many of them go on.
    organisations: Tabel 1, participants by organisation type; the rest is not known.
    by_practice: participants by practice id, for every practice that is counted.
    """

    practices: int = 0
    participants: int = 0
    design_questions: int = 0
    experiments_by_status: Mapping[str | None, int] = field(default_factory=dict)
    running: int = 0
    organisations: Mapping[str, int] = field(default_factory=dict)
    by_practice: Mapping[int, int] = field(default_factory=dict)

    @property
    def organisation_known(self) -> int:
        """Of how many participants the organisation is known: the sum of Tabel 1."""
        return sum(self.organisations.values())

    @property
    def experiments(self) -> int:
        """How many experiments were started."""
        return sum(self.experiments_by_status.values())

    def as_json(self) -> dict[str, Any]:
        """Plain values for storage; `from_json` is the way back. Numbers and None are no keys in JSON: pairs."""
        return {
            "practices": self.practices,
            "participants": self.participants,
            "design_questions": self.design_questions,
            "experiments_by_status": sorted(self.experiments_by_status.items(), key=str),
            "running": self.running,
            "organisations": sorted(self.organisations.items()),
            "by_practice": sorted(self.by_practice.items()),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The counts that were written with `as_json`."""
        plain: dict[str, Any] = {key: dict(one) if isinstance(one, list) else one for key, one in stored.items()}
        return cls(**plain)
