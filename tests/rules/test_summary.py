"""A summary's figures: right to the last digit, and hidden where too few answered."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.summary import (
    SILENT_AFTER_DAYS,
    DesignQuestionState,
    Distribution,
    ExperimentState,
    Figures,
    Response,
    change,
    distribution,
    protected,
)

NOW = datetime(2026, 12, 8, 12, 0, tzinfo=UTC)
WIDTH = 5

counts = st.lists(st.integers(0, 50), min_size=WIDTH, max_size=WIDTH).map(tuple)
distributions = st.builds(Distribution, counts)
#: Groups around the smallest that may be shown; the others nearly always have more.
small = st.builds(Distribution, st.lists(st.integers(0, 4), min_size=WIDTH, max_size=WIDTH).map(tuple))
words = st.text(min_size=1, max_size=20)
keys = st.sampled_from(["samen", "volhouden", "goed"])
experiments = st.builds(ExperimentState, words, st.none() | words, st.none() | st.just(NOW.isoformat()))
design_questions = st.builds(DesignQuestionState, words, keys, st.lists(experiments, max_size=3).map(tuple))
figures = st.builds(
    Figures,
    response=st.dictionaries(st.sampled_from(["caregiver", "participant"]), st.builds(Response, st.integers(0, 9))),
    central=st.dictionaries(keys, st.none() | distributions),
    heard=st.dictionaries(keys, st.integers(0, 9)),
    design_questions=st.lists(design_questions, max_size=3).map(tuple),
)


def reported(days_ago: float) -> ExperimentState:
    return ExperimentState("Logeerhuis", "busy", (NOW - timedelta(days=days_ago)).isoformat())


@given(st.lists(st.integers(1, WIDTH), max_size=60))
def test_a_distribution_is_the_answers_counted(scores: Sequence[int]) -> None:
    found = distribution([(score, 1) for score in scores], WIDTH)
    assert found.counts == tuple(scores.count(score) for score in range(1, WIDTH + 1))
    assert found.n == len(scores)
    if scores:
        assert found.mean == pytest.approx(sum(scores) / len(scores))
        assert min(scores) <= found.mean <= max(scores)


def test_rows_with_the_same_score_add_up() -> None:
    assert distribution([(4, 2), (1, 1), (4, 3)], WIDTH).counts == (1, 0, 0, 5, 0)


@given(distributions | small, st.integers(2, 20))
def test_too_few_answers_are_hidden_and_enough_are_shown_as_they_are(found: Distribution, minimum: int) -> None:
    assert protected(found, minimum) == (found if found.n >= minimum else None)


def test_the_smallest_group_that_may_be_shown() -> None:
    five, four = Distribution((0, 0, 5, 0, 0)), Distribution((0, 0, 4, 0, 0))
    assert (protected(five, 5), protected(four, 5)) == (five, None)


@pytest.mark.parametrize(
    ("before", "expected"), [(Distribution((5, 0, 0, 0, 0)), 2.0), (Distribution((0, 0, 0, 0, 5)), -2.0), (None, None)]
)
def test_a_change_is_told_only_when_both_rounds_may_be_shown(
    before: Distribution | None, expected: float | None
) -> None:
    now = Distribution((0, 0, 5, 0, 0))
    assert change(now, before) == expected
    assert change(None, before) is None


@given(figures)
def test_figures_come_back_from_storage_as_they_were(found: Figures) -> None:
    assert Figures.from_json(orjson.loads(orjson.dumps(found.as_json()))) == found


def test_figures_of_before_themes_were_kept_are_read_as_well() -> None:
    stored = Figures().as_json()
    del stored["theme"]
    assert Figures.from_json(stored) == Figures()


@pytest.mark.parametrize(
    ("state", "days", "silent"),
    [
        (reported(0), 0, False),
        (reported(0.49), 0, False),
        (reported(0.51), 1, False),  # yesterday evening, seen the next day at noon
        (reported(SILENT_AFTER_DAYS - 0.51), SILENT_AFTER_DAYS - 1, False),
        (reported(SILENT_AFTER_DAYS), SILENT_AFTER_DAYS, True),
        (ExperimentState("Logeerhuis", None, None), None, True),
    ],
)
def test_an_experiment_is_silent_after_two_rounds_without_a_word(
    state: ExperimentState, days: int | None, silent: bool
) -> None:
    assert (state.days_silent(NOW), state.is_silent(NOW)) == (days, silent)
