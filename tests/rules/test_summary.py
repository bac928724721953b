"""A round's figures: kept as they were, and which experiments are silent."""

from datetime import UTC, datetime, timedelta

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.summary import (
    SILENT_AFTER_DAYS,
    DesignQuestionState,
    ExperimentState,
    Figures,
    Response,
)

NOW = datetime(2026, 12, 8, 12, 0, tzinfo=UTC)
words = st.text(min_size=1, max_size=20)
keys = st.sampled_from(["samen", "volhouden", "goed"])
experiments = st.builds(ExperimentState, words, st.none() | words, st.none() | st.just(NOW.isoformat()))
design_questions = st.builds(DesignQuestionState, words, keys, st.lists(experiments, max_size=3).map(tuple))
figures = st.builds(
    Figures,
    response=st.dictionaries(st.sampled_from(["caregiver", "participant"]), st.builds(Response, st.integers(0, 9))),
    design_questions=st.lists(design_questions, max_size=3).map(tuple),
)


def reported(days_ago: float) -> ExperimentState:
    return ExperimentState("Logeerhuis", "busy", (NOW - timedelta(days=days_ago)).isoformat())


@given(figures)
def test_figures_come_back_from_storage_as_they_were(found: Figures) -> None:
    assert Figures.from_json(orjson.loads(orjson.dumps(found.as_json()))) == found


def test_figures_of_before_themes_were_kept_are_read_as_well() -> None:
    stored = Figures().as_json()
    del stored["theme"]
    assert Figures.from_json(stored) == Figures()


def test_what_older_versions_kept_of_answers_is_read_and_shown_nowhere() -> None:
    told_then = {"central": {"samen": {"counts": [0, 0, 5, 0, 0]}, "goed": None}, "heard": {"samen": 2}}
    assert Figures.from_json(Figures().as_json() | told_then) == Figures()


@pytest.mark.parametrize(
    ("state", "days", "silent"),
    [
        (reported(0), 0, False),
        (reported(0.49), 0, False),
        (reported(0.51), 1, False),  # yesterday evening, seen the next day at noon
        (reported(SILENT_AFTER_DAYS - 0.51), SILENT_AFTER_DAYS - 1, False),
        (reported(SILENT_AFTER_DAYS), SILENT_AFTER_DAYS, True),
        (ExperimentState("Logeerhuis", None, None), None, True),
        (ExperimentState("Logeerhuis", None, None, NOW.isoformat()), None, False),  # it has only begun
        (ExperimentState("Logeerhuis", None, None, reported(SILENT_AFTER_DAYS).reported_at), None, True),
    ],
)
def test_an_experiment_is_silent_after_two_rounds_without_a_word(
    state: ExperimentState, days: int | None, silent: bool
) -> None:
    assert (state.days_silent(NOW), state.is_silent(NOW)) == (days, silent)
