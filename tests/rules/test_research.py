"""Which rows of persons may leave: nobody's answer follows from them, nor from what is missing, nor from two files."""

from datetime import date

import pytest

from programme.form import Question
from rules.research import may_leave
from rules.telling import Told, told
from rules.window_figures import Window, WindowFigures, told_questions
from tests.once import PROGRAMME

SCALES = [question for question in told_questions(PROGRAMME) if question.central]
K = 8


def rows(*counts: int) -> dict[int, dict[str, str]]:
    """So many people, by option, who give the same answer to all questions."""
    options = [str(option) for option, count in enumerate(counts, 1) for _ in range(count)]
    return {person: {question.key: option for question in SCALES} for person, option in enumerate(options)}


def window(*counts: int) -> Window:
    """What was told of so many, by option."""
    found = told(counts, K)
    return Window(1, 1, 1, 3, date(2026, 12, 1), figures=WindowFigures({str(q.central): found for q in SCALES}))


def leaves(agreeing: tuple[int, ...], all_of_them: tuple[int, ...], questions: list[Question] | None = None) -> bool:
    return may_leave(rows(*agreeing), window(*all_of_them), questions or SCALES, K)


def test_everybody_agreed() -> None:
    assert leaves((5, 0, 5, 0, 5), (5, 0, 5, 0, 5))


@pytest.mark.parametrize("missing", [(1, 0, 0, 0, 0), (2, 0, 2, 0, 2), (9, 0, 0, 0, 0), (0, 0, 1, 0, 9)])
def test_who_did_not_agree_cannot_be_subtracted(missing: tuple[int, ...]) -> None:
    """They are fewer than a group, or answered too much alike."""
    here = (5, 0, 5, 0, 5)
    assert not leaves(here, tuple(a + b for a, b in zip(here, missing, strict=True)))


def test_a_group_that_did_not_agree_may_be_subtracted() -> None:
    assert leaves((5, 0, 5, 0, 5), (8, 0, 8, 0, 8))


@pytest.mark.parametrize("alike", [(0, 0, 0, 0, 15), (1, 0, 1, 0, 13)])
def test_too_much_alike_they_stay(alike: tuple[int, ...]) -> None:
    assert not leaves(alike, tuple(count + 8 for count in alike))


def test_what_is_told_in_classes_or_not_at_all_has_no_rows() -> None:
    assert not leaves((3, 0, 3, 0, 3), (3, 0, 3, 0, 3))
    silent = Window(1, 1, 1, 3, date(2026, 12, 1), figures=WindowFigures(dict.fromkeys(("samen", "volhouden", "goed"))))
    assert not may_leave(rows(5, 0, 5, 0, 5), silent, SCALES, K)


def test_more_rows_than_were_counted_stay() -> None:
    assert not leaves((5, 0, 5, 0, 5), (4, 0, 5, 0, 6))


def test_the_rule_is_that_of_the_figures() -> None:
    """So that what may not be told as a figure cannot be counted in the rows."""
    assert isinstance(told((5, 0, 5, 0, 5), K), Told)
    assert leaves((5, 0, 5, 0, 5), (5, 0, 5, 0, 5), SCALES[:1])
