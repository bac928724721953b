"""What practices learnt, in the words of a report."""

from collections.abc import Mapping, Sequence

from programme.form import Option
from programme.model import Programme
from reports.programme_report import Counts, Learning, Lesson
from rules.learnt import Learnt, counted, outcomes
from texts.catalogue import Translator
from texts.escaping import plain
from texts.messages.programme_report import OnReport, learning_rows


def learning(t: Translator, said: OnReport, programme: Programme, found: Sequence[Learnt]) -> Learning:
    """By central question how much there is, and every experiment of which something was written down."""
    named = {one.key: plain(t.pick(one.short)) for one in programme.central_questions}
    came_true = came_true_options(programme)
    numbers, came_to = counted(found), outcomes(found)
    counts = [
        Counts(named[key], [(plain(words), n) for words, n in learning_rows(t, numbers[key], came_to[key], came_true)])
        for key in named
        if key in numbers
    ]
    lessons = [_lesson(t, named, came_true, one) for one in found]
    return Learning(said.learning, said.no_learning, counts, said.lesson, lessons)


def came_true_options(programme: Programme) -> Sequence[Option]:
    """What can be said of whether it came true, in order."""
    question = programme.came_true()
    return question.options if question else ()


def in_words(t: Translator, came_true: Sequence[Option], outcome: str | None) -> str:
    """Whether it came true; a key that the programme does not know any more by itself."""
    option = next((one for one in came_true if one.key == outcome), None)
    return plain(t.pick(option.label)) if option else outcome or ""


def _lesson(t: Translator, named: Mapping[str, str], came_true: Sequence[Option], one: Learnt) -> Lesson:
    expected = one.expectation
    return Lesson(
        practice=one.practice,
        question=named.get(one.central, one.central),
        title=one.title,
        expectation=expected.text if expected else "",
        confidence=plain(t(f"confidence.{expected.confidence}")) if expected and expected.confidence else "",
        outcome=", ".join(in_words(t, came_true, cycle.outcome) for cycle in one.cycles if cycle.outcome),
        learnt=" / ".join(one.lessons),
        decided=", ".join(plain(t(f"next.{cycle.next}")) for cycle in one.cycles if cycle.next),
        readiness=one.readiness,
        taken_from=": ".join(one.taken_from) if one.taken_from else "",
    )
