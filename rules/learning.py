"""What a practice expects of an experiment, finds and decides: an improvement cycle (plan, do, study, act).

After Taylor et al., "Systematic review of the application of the plan-do-study-act method to improve quality in
healthcare", BMJ Quality & Safety 23 (2014): a prediction before, a small test, looking back at it, a decision.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Literal, get_args

from msgspec import Struct
from msgspec.structs import replace

#: The longest sentence of a logbook.
LONGEST = 300
Confidence = Literal["small", "fair", "large"]
CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)
#: What is decided at the end of a cycle.
Next = Literal["keep", "adapt", "stop", "recommend"]
NEXT: tuple[Next, ...] = get_args(Next)
#: How ready something is for others, as who coordinates it says.
READINESS = range(1, 11)
#: trying: nothing is asked. asked: what was learnt? learnt: somebody said so, nothing is decided. Else as decided.
Stage = Literal["trying", "asked", "learnt"] | Next


class Expectation(Struct, frozen=True):
    """A version of what a practice expects. confidence: None until it is said. said_at: aware UTC."""

    id: int
    text: str
    confidence: Confidence | None
    said_at: datetime


class Lesson(Struct, frozen=True):
    """A version of what was learnt in a cycle. said_at: aware UTC."""

    id: int
    text: str
    said_at: datetime


class Cycle(Struct, frozen=True):
    """Looking back at an experiment once. number: of its experiment, from 1; status: with which it was asked.

    lessons: the versions, oldest first; the last one counts. outcome: an option of whether it came true, as
    participants said last. Times are aware UTC.
    """

    id: int
    number: int
    status: str | None
    opened_at: datetime
    next: Next | None = None
    decided_at: datetime | None = None
    lessons: tuple[Lesson, ...] = ()
    outcome: str | None = None
    outcome_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether nothing is decided yet."""
        return self.next is None

    @property
    def lesson(self) -> Lesson | None:
        """What was learnt, in its newest words."""
        return self.lessons[-1] if self.lessons else None

    def before(self, moment: datetime) -> "Cycle":
        """As it was told before a moment (aware UTC): without what was said and decided from then on."""
        then = replace(self, lessons=tuple(one for one in self.lessons if one.said_at < moment))
        if then.decided_at and then.decided_at >= moment:
            then = replace(then, next=None, decided_at=None)
        if then.outcome_at and then.outcome_at >= moment:
            then = replace(then, outcome=None, outcome_at=None)
        return then


class StatusSince(Struct, frozen=True):
    """A status that an experiment had from this moment (aware UTC) on."""

    status: str
    since: datetime


def stage(cycles: Sequence[Cycle]) -> Stage:
    """How far an experiment is, by its cycles, the oldest first. After keeping or adapting it is tried again."""
    last = cycles[-1] if cycles else None
    if last is None or last.next in ("keep", "adapt"):
        return "trying"
    return last.next or ("learnt" if last.lesson else "asked")


def is_to_be_asked(statuses: Sequence[StatusSince], last: Cycle | None, looks_back: Collection[str]) -> bool:
    """Whether the coordinator is asked what was learnt: a status to look back at came, and nobody asked since.

    Of one that nobody looked back at yet, another status asks once more. statuses: oldest first; last: its newest
    cycle; looks_back: keys of statuses that ask for it.
    """
    if not statuses or statuses[-1].status not in looks_back:
        return False
    newest = statuses[-1]
    if last is not None and last.is_open:
        return last.status != newest.status
    return last is None or newest.since > last.opened_at
