"""Which rows of persons may leave in a research file, beside the frozen figures and beside the rows of before."""

from collections import Counter
from collections.abc import Mapping, Sequence

from programme.form import Question
from rules.telling import classes, may_be_told, told
from rules.window_figures import Window

#: So many rows of a practice at least.
PEOPLE = 10


def may_leave(
    rows: Mapping[int, Mapping[str, str]], window: Window, questions: Sequence[Question], minimum_group: int
) -> bool:
    """Whether these rows of one practice may leave: every question as if told by itself, and so what is missing.

    rows: by person the option of each of these questions (keys). What is missing is what the figures count and no row
    has: who did not agree. It has to be nobody, or a group that may be told as well.
    """
    return all(
        _is_told(Counter(row[question.key] for row in rows.values()), window, question, minimum_group)
        for question in questions
    )


def _is_told(found: Mapping[str, int], window: Window, question: Question, minimum_group: int) -> bool:
    counts = [found.get(option.key, 0) for option in question.options]
    rows, frozen = told(counts, minimum_group), window.told(str(question.central))
    if rows is None or frozen is None or rows.by_class or frozen.by_class:
        return False
    missing = [whole - part for whole, part in zip(frozen.counts, counts, strict=True)]
    return min(missing) >= 0 and (not any(missing) or may_be_told(classes(missing), minimum_group))
