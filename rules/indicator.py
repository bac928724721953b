"""Indicator 23 of the monitor Langer Thuis (2020): how many local pilots there are, and what happens in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Indicator:
    """The counts of the whole programme, as they are now.

    practices: how many. A closed one counts as long as it has a participant or a running design question: it was
    started, and what it did stays in the figures; one that was added by mistake and closed again has neither.
    participants: also those who take part without the bot; whoever said /stop counts until they leave.
    design_questions: the running ones. experiments_by_status: the running ones under them, by the option of the status
    question that was reported last; None: nobody has reported yet.
    organisations: Tabel 1, participants by organisation type; the rest is not known.
    by_practice: participants by practice id, for every practice that is counted.
    """

    practices: int = 0
    participants: int = 0
    design_questions: int = 0
    experiments_by_status: Mapping[str | None, int] = field(default_factory=dict)
    organisations: Mapping[str, int] = field(default_factory=dict)
    by_practice: Mapping[int, int] = field(default_factory=dict)

    @property
    def organisation_known(self) -> int:
        """Of how many participants the organisation is known: the sum of Tabel 1."""
        return sum(self.organisations.values())

    @property
    def experiments(self) -> int:
        """How many experiments are running."""
        return sum(self.experiments_by_status.values())
