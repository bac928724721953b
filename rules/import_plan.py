"""What would be different once a spreadsheet is applied."""

import zlib
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from rules.import_rows import Problem
from rules.inventory import DesignQuestion, Experiment, Inventory, Practice


class Change(Struct, frozen=True):
    """One thing that would be different. was, becomes: numbers of participants without the bot.

    name: of what it is about; of what is in another order, what it belongs to.
    """

    of: Literal["practice", "question", "experiment", "participants"]
    how: Literal["added", "changed", "order"]
    name: str
    was: int = 0
    becomes: int = 0


class Plan(Struct, frozen=True):
    """before and after: the practices as they are, and as they would be; after only means something without problems.

    problems: in the order of the sheets and their rows, one a row. ended: how many rows are about what ended.
    """

    before: Inventory
    after: Inventory
    problems: tuple[Problem, ...] = ()
    ended: int = 0

    @property
    def changes(self) -> tuple[Change, ...]:
        """What is different in `after`, practice by practice."""
        standing = {practice.id: practice for practice in self.before}
        return tuple(one for practice in self.after for one in _in_practice(standing.get(practice.id), practice))

    @property
    def out_of_bounds(self) -> int:
        """How many practices that would change have other than three to five design questions then."""
        return sum(one.has_few_or_many_questions for one in self.after if one.questions and one not in self.before)

    @property
    def fingerprint(self) -> int:
        """The same for two plans that change the same: 32 bits, to recognise what somebody has seen."""
        return zlib.crc32(repr((self.before, self.after)).encode("utf-8", "replace"))


def _in_practice(was: Practice | None, now: Practice) -> Iterator[Change]:
    if was is None:
        yield Change("practice", "added", now.name)
    elif _alone(was) != _alone(now):
        yield Change("practice", "changed", now.name)
    before = was.questions if was else ()
    yield from _in_list("question", before, now.questions, now.name)
    standing = {question.id: question.experiments for question in before if question.id is not None}
    for question in now.questions:
        yield from _in_list("experiment", standing.get(question.id or 0, ()), question.experiments, question.text)
    old, new = dict(was.outside) if was else {}, dict(now.outside)
    if old != new:
        yield Change("participants", "changed", now.name, sum(old.values()), sum(new.values()))


def _alone(practice: Practice) -> Practice:
    return replace(practice, questions=(), outside={})


def _in_list(
    of: Literal["question", "experiment"],
    before: Sequence[DesignQuestion] | Sequence[Experiment],
    after: Sequence[DesignQuestion] | Sequence[Experiment],
    where: str,
) -> Iterator[Change]:
    standing = {item.id: item for item in before}
    for item in after:
        if item.id is None:
            yield Change(of, "added", item.words)
        elif _bare(item) != _bare(standing[item.id]):
            yield Change(of, "changed", item.words)
    if [item.id for item in before] != [item.id for item in after if item.id is not None]:
        yield Change(of, "order", where)


def _bare(item: DesignQuestion | Experiment) -> tuple[str | None, ...]:
    """Without what is under it."""
    if isinstance(item, DesignQuestion):
        return item.words, item.central
    return item.words, item.status, item.expectation
