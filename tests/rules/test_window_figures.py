"""What may be told of a window by itself, by question; and that it comes back from storage as it was."""

from datetime import date
from typing import get_args

import orjson
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from rules.change import Verdict
from rules.telling import MINIMUM_GROUP, Told
from rules.window_figures import (
    HEARD_NOTHING,
    Window,
    WindowFigures,
    compared,
    complete,
    figures,
    groups,
    told_questions,
)
from tests.once import PROGRAMME

QUESTIONS = told_questions(PROGRAMME)
CENTRALS = [central.key for central in PROGRAMME.central_questions]
told_somehow = st.none() | st.builds(
    Told, st.lists(st.integers(0, 50), min_size=3, max_size=5).map(tuple), st.booleans()
)
window_figures = st.builds(
    WindowFigures,
    central=st.dictionaries(st.sampled_from(CENTRALS), told_somehow),
    heard=st.none() | st.dictionaries(st.sampled_from([*CENTRALS, HEARD_NOTHING]), st.integers(0, 9)),
    versions=st.dictionaries(st.sampled_from(CENTRALS), st.integers(1, 3)),
    verdicts=st.dictionaries(st.sampled_from(CENTRALS), st.sampled_from(get_args(Verdict))),
    questions=st.dictionaries(st.sampled_from(CENTRALS), st.sampled_from(["samen", "anders"])),
    mattered=st.none() | st.dictionaries(st.sampled_from(["yes", "a_bit", "no", "unknown"]), st.integers(0, 9)),
)


def of(**chosen: str) -> WindowFigures:
    """A letter is somebody's answer."""
    return figures({key: list(letters) for key, letters in chosen.items()}, QUESTIONS, CENTRALS, MINIMUM_GROUP)


@given(window_figures)
def test_they_come_back_from_storage_as_they_were(found: WindowFigures) -> None:
    assert WindowFigures.from_json(orjson.loads(orjson.dumps(found.as_json()))) == found


def test_each_scale_and_what_was_heard_is_a_question() -> None:
    assert [question.key for question in QUESTIONS] == ["samen", "volhouden", "goed", "voice", "mattered"]


def test_answers_are_told_in_classes_by_option_or_not_at_all() -> None:
    few = ("234" * MINIMUM_GROUP)[:MINIMUM_GROUP]
    found = of(samen=few, volhouden="12345" * 3, goed="4" * MINIMUM_GROUP, voice="")
    assert found.central == {
        "samen": Told((few.count("2"), few.count("3"), few.count("4")), True),
        "volhouden": Told((3,) * 5, False),
        "goed": None,
    }
    assert found.heard is None
    assert found.is_told


def test_what_was_heard_passes_the_same_rule_with_those_who_heard_nothing_in_it() -> None:
    def heard(*chosen: str) -> WindowFigures:
        return figures({"voice": chosen}, QUESTIONS, CENTRALS, MINIMUM_GROUP)

    half = MINIMUM_GROUP // 2
    some = {"samen": half, "volhouden": 0, "goed": 1, HEARD_NOTHING: half}
    assert heard(*["samen"] * half, "goed", *["none"] * half).heard == some
    assert heard(*["none"] * MINIMUM_GROUP).heard is None
    assert heard("samen", "goed", "none").heard is None
    assert not heard().is_told


def test_whether_it_mattered_passes_the_same_rule() -> None:
    def said(*chosen: str) -> WindowFigures:
        return figures({"mattered": chosen}, QUESTIONS, CENTRALS, MINIMUM_GROUP)

    half = MINIMUM_GROUP // 2
    spread = said(*["yes"] * half, *["no"] * half, "unknown").mattered
    assert spread == {"yes": half, "a_bit": 0, "no": half, "unknown": 1}
    assert said(*["yes"] * MINIMUM_GROUP).mattered is None
    assert said("yes", "no", "unknown").mattered is None


def test_only_who_answered_every_question_of_the_group_counts() -> None:
    caregivers, participants, now_and_then = groups(QUESTIONS).values()
    chosen = {
        "samen": {1: "1", 2: "2", 3: "3"},
        "volhouden": {1: "1", 2: "2"},
        "goed": {2: "2", 3: "3"},
        "voice": {4: "none"},
        "mattered": {3: "yes"},
    }
    assert [question.key for question in caregivers] == ["samen", "volhouden", "goed"]
    assert complete(chosen, caregivers) == {2}
    assert complete(chosen, participants) == {4}
    assert complete(chosen, now_and_then) == {3}


def window(found: WindowFigures, length: int = 3) -> Window:
    return Window(1, 1, 1, length, date(2026, 12, 1), figures=found)


LOW, HIGH = "111122223333344", "555544443333322"


def test_a_question_is_compared_with_the_told_window_before() -> None:
    before, now = of(samen=LOW, volhouden=HIGH, goed=LOW), of(samen=HIGH, volhouden=HIGH, goed="3")
    found = compared(now, 3, window(before))
    assert found.verdicts == {"samen": "higher", "volhouden": "no_clear_difference", "goed": "too_few"}
    assert window(found).verdict("samen") == "higher"
    assert window(found).verdict("goed") is None  # it is not told, so nothing is said of it
    assert compared(now, 3, None) == now


def test_another_length_or_another_version_is_not_compared() -> None:
    before, now = of(samen=LOW, volhouden=LOW, goed=LOW), of(samen=HIGH, volhouden=HIGH, goed=HIGH)
    assert set(compared(now, 1, window(before)).verdicts.values()) == {"too_few"}
    asked_otherwise = replace(before, versions={**before.versions, "samen": 0})
    verdicts = compared(now, 3, window(asked_otherwise)).verdicts
    assert verdicts == {"samen": "too_few", "volhouden": "higher", "goed": "higher"}
