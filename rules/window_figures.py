"""The figures of a window: what its answers were, as far as that may be told. Computed once, when it closes."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Self

from msgspec import Struct, field, to_builtins
from msgspec.structs import replace

from programme.form import Question
from programme.model import Programme
from rules.access import Role
from rules.change import Verdict, verdicts
from rules.telling import Told, may_be_told, told

#: Of what participants heard: none of the central questions.
HEARD_NOTHING = "nothing"
#: Who are counted in the question whether anything changed: a group of its own, for it is not asked each round.
MATTERED = "mattered"
#: By group another one, whose answers are given in the same mood (rules.window).
BESIDE: Mapping[str, str] = {MATTERED: Role.CAREGIVER}


class WindowFigures(Struct, frozen=True):
    """By central question what caregivers answered, and what participants heard; None where nothing may be told.

    heard: by central question, and under HEARD_NOTHING, how many participants heard something about it last.
    questions, versions: by central question, the key and version of the question that was asked; the version also of
    what was asked about what participants heard, by its own key. verdicts: by central question, how it compares with
    the told window before; {} where there is none to compare with. group_changed: the central questions that are told
    of others than those whose answers the median in force is of (rules.trend). mattered: how many caregivers said that
    something changed, by option; None where it was not asked as well.
    """

    central: Mapping[str, Told | None] = field(default_factory=dict)
    heard: Mapping[str, int] | None = None
    versions: Mapping[str, int] = field(default_factory=dict)
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    group_changed: tuple[str, ...] = ()
    questions: Mapping[str, str] = field(default_factory=dict)
    mattered: Mapping[str, int] | None = None

    @property
    def is_told(self) -> bool:
        """Whether there is anything to tell."""
        return any((*self.central.values(), self.heard))

    def as_json(self) -> dict[str, Any]:
        """Plain values for storage; `from_json` is the way back."""
        return dict(to_builtins(self))

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        central = {key: _told(value) for key, value in stored["central"].items()}
        names = ("versions", "verdicts", "group_changed", "questions")
        versions, compared, changed, questions = (stored.get(name, {}) for name in names)
        mattered = stored.get("mattered")
        return cls(central, stored["heard"], versions, compared, tuple(changed), questions, mattered)


def _told(value: Mapping[str, Any] | None) -> Told | None:
    return Told(tuple(value["counts"]), value["by_class"]) if value else None


class Window(Struct, frozen=True):
    """Rounds `first` to `last` of a practice. Dates are local, closed_at is an aware UTC time.

    ended_on, closed_at: None while it runs. figures: None while it runs, and for ever when it was cut short.
    held_to: of fewer people nothing of it is told, where people said yes to more than is asked for now.
    """

    id: int
    practice_id: int
    first: int
    length: int
    begun_on: date
    ended_on: date | None = None
    closed_at: datetime | None = None
    figures: WindowFigures | None = None
    held_to: int = 0

    @property
    def last(self) -> int:
        return self.first + self.length - 1

    @property
    def is_told(self) -> bool:
        return self.figures is not None and self.figures.is_told

    def told(self, central: str) -> Told | None:
        """What caregivers answered to this central question, as far as it may be told."""
        return self.figures.central.get(central) if self.figures else None

    def asked(self, central: str) -> tuple[str, int] | None:
        """The key and version of the question that was asked; None: it was not told of."""
        found = self.figures
        version = found.versions.get(central) if found else None
        return (found.questions.get(central, central), version) if found and version is not None else None

    def verdict(self, central: str) -> Verdict | None:
        """How this question compares with the window before; None: it is not told, or there is nothing to compare."""
        return self.figures.verdicts.get(central) if self.figures and self.told(central) else None


def told_questions(programme: Programme) -> list[Question]:
    """The scales under the central questions, whether participants heard something about them, whether it mattered."""
    centrals = {central.key for central in programme.central_questions}
    every = [question for form in programme.forms for question in form.questions]
    heard = [q for q in every if q.kind == "choice" and centrals < {option.key for option in q.options}]
    mattered = [q for q in every if q.kind == "choice" and q.every]
    return [q for q in every if q.kind == "scale" and q.central] + heard[:1] + mattered[:1]


def groups(questions: Iterable[Question]) -> dict[str, list[Question]]:
    """By who answers them, a role or MATTERED: people count in all the questions of their group, or in none."""
    found: dict[str, list[Question]] = {}
    for question in questions:
        found.setdefault(_group(question), []).append(question)
    return found


def _group(question: Question) -> str:
    if question.every:
        return MATTERED
    return Role.CAREGIVER if question.central else Role.PARTICIPANT


def complete(chosen: Mapping[str, Mapping[int, str]], questions: Iterable[Question]) -> set[int]:
    """Who answered every one of these questions. chosen: by question (keys) and person the option."""
    return set.intersection(*(set(chosen[question.key]) for question in questions))


def figures(
    chosen: Mapping[str, Collection[str]], questions: Iterable[Question], centrals: Sequence[str], minimum_group: int
) -> WindowFigures:
    """What may be told of these answers by themselves. chosen: by question (keys) the option of each who counts.

    Of a question without any nothing is told.
    """
    central, heard, mattered = dict[str, Told | None](), None, None
    versions, keys = dict[str, int](), dict[str, str]()
    for question in questions:
        found = Counter(chosen.get(question.key, ()))
        if question.central:
            by_option = [found[option.key] for option in question.options]
            central[question.central] = told(by_option, minimum_group)
            versions[question.central], keys[question.central] = question.version, question.key
            continue
        versions[question.key] = question.version
        if question.every:
            mattered = _if_told({option.key: found[option.key] for option in question.options}, minimum_group)
        else:
            about = {central: found[central] for central in centrals}
            nothing = {HEARD_NOTHING: found.total() - sum(about.values())}
            heard = _if_told(about | nothing, minimum_group)
    return WindowFigures(central, heard, versions, questions=keys, mattered=mattered)


def _if_told(counts: Mapping[str, int], minimum_group: int) -> Mapping[str, int] | None:
    return counts if may_be_told(list(counts.values()), minimum_group) else None


def compared(now: WindowFigures, length: int, before: Window | None) -> WindowFigures:
    """The same with a verdict on each question, against the told window before (None: there is none).

    What was asked otherwise, or over another number of rounds, is not compared.
    """
    if before is None or before.figures is None:
        return now
    alike = {
        key: found
        for key, found in before.figures.central.items()
        if before.length == length and before.asked(key) == (now.questions.get(key), now.versions.get(key))
    }
    return replace(now, verdicts=verdicts(alike, now.central))
