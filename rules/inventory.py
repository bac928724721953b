"""What practices have, as a whole: their design questions, the experiments under them, and who is outside the bot."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from programme.model import Region

#: How many design questions a practice should have: the source says three to five.
FEWEST, MOST = 3, 5


@dataclass(frozen=True, slots=True)
class Experiment:
    """id None: not there yet. status: an option of the status question, None when nobody has reported."""

    id: int | None
    title: str
    status: str | None

    @property
    def words(self) -> str:
        """By which it is known."""
        return self.title


@dataclass(frozen=True, slots=True)
class DesignQuestion:
    """A running one, with its running experiments in order. central: the key of its central question."""

    id: int | None
    central: str
    text: str
    experiments: tuple[Experiment, ...] = ()

    @property
    def words(self) -> str:
        """By which it is known."""
        return self.text


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice that is not closed. Its place in degrees (WGS 84).

    outside: how many take part without the bot, by organisation type (None: not known).
    """

    id: int | None
    name: str
    region: Region
    latitude: float
    longitude: float
    core_theme: str | None
    questions: tuple[DesignQuestion, ...] = ()
    outside: Mapping[str | None, int] = field(default_factory=dict)

    @property
    def has_few_or_many_questions(self) -> bool:
        """Whether it has other than three to five design questions."""
        return not FEWEST <= len(self.questions) <= MOST


Inventory = tuple[Practice, ...]
