"""What practices learnt, in the words of a report."""

from collections.abc import Mapping, Sequence

from programme.model import CentralQuestion
from reports.programme_report import Counts, Learning, Lesson
from rules.learnt import Learnt, counted
from texts.catalogue import Translator
from texts.escaping import plain
from texts.messages.programme_report import OnReport, learning_rows


def learning(t: Translator, said: OnReport, centrals: Sequence[CentralQuestion], found: Sequence[Learnt]) -> Learning:
    """By central question how much there is, and every experiment of which something was written down."""
    named, numbers = {one.key: plain(t.pick(one.short)) for one in centrals}, counted(found)
    counts = [
        Counts(named[key], [(plain(words), number) for words, number in learning_rows(t, numbers[key])])
        for key in named
        if key in numbers
    ]
    return Learning(said.learning, said.no_learning, counts, said.lesson, [_lesson(t, named, one) for one in found])


def _lesson(t: Translator, named: Mapping[str, str], one: Learnt) -> Lesson:
    expected = one.expectation
    return Lesson(
        practice=one.practice,
        question=named.get(one.central, one.central),
        title=one.title,
        expectation=expected.text if expected else "",
        confidence=plain(t(f"confidence.{expected.confidence}")) if expected and expected.confidence else "",
        learnt=" / ".join(one.lessons),
        decided=", ".join(plain(t(f"next.{cycle.next}")) for cycle in one.cycles if cycle.next),
        readiness=one.readiness,
        taken_from=": ".join(one.taken_from) if one.taken_from else "",
    )
