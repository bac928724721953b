"""What may be told of a window by itself, by question; and that it comes back from storage as it was."""

import orjson
from hypothesis import given
from hypothesis import strategies as st

from rules.telling import MINIMUM_GROUP, Told
from rules.window_figures import HEARD_NOTHING, WindowFigures, counted, figures, told_questions, without
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
)


def of(**chosen: str) -> WindowFigures:
    """A letter is somebody's answer."""
    return figures({key: list(letters) for key, letters in chosen.items()}, QUESTIONS, CENTRALS, MINIMUM_GROUP)


@given(window_figures)
def test_they_come_back_from_storage_as_they_were(found: WindowFigures) -> None:
    assert WindowFigures.from_json(orjson.loads(orjson.dumps(found.as_json()))) == found


def test_each_scale_and_what_was_heard_is_a_question() -> None:
    assert [question.key for question in QUESTIONS] == ["samen", "volhouden", "goed", "voice"]


def test_answers_are_told_in_classes_by_option_or_not_at_all() -> None:
    found = of(samen="223345", volhouden="1122334455", goed="44444", voice="")
    assert found.central == {
        "samen": Told((2, 2, 2), True),
        "volhouden": Told((2, 2, 2, 2, 2), False),
        "goed": None,
    }
    assert found.heard is None
    assert found.is_told


def test_what_was_heard_passes_the_same_rule_with_those_who_heard_nothing_in_it() -> None:
    def heard(*chosen: str) -> WindowFigures:
        return figures({"voice": chosen}, QUESTIONS, CENTRALS, MINIMUM_GROUP)

    some = {"samen": 2, "volhouden": 0, "goed": 1, HEARD_NOTHING: 3}
    assert heard("samen", "samen", "goed", "none", "none", "none").heard == some
    assert heard(*["none"] * 6).heard is None
    assert heard("samen", "goed", "none").heard is None
    assert not heard().is_told


def test_a_question_can_be_left_out_and_nothing_of_it_is_left() -> None:
    found = of(samen="223345", volhouden="1122334455", goed="1335533")
    samen, _, _, voice = QUESTIONS
    assert [counted(found, question) for question in QUESTIONS] == [6, 10, 7, 0]
    left = without(found, [samen, voice])
    assert [counted(left, question) for question in QUESTIONS] == [0, 10, 7, 0]
