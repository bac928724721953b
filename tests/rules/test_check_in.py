"""A check-in always ends, keeps exactly what was answered, and asks again what a changed answer made void."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from hypothesis import given, settings
from hypothesis import strategies as st

from programme.form import Condition, Form, Option, Question
from rules.check_in import (
    Given,
    Step,
    asked,
    find,
    left_out,
    open_step,
    outdated_by,
    possible_steps,
    score,
    step_before,
)
from tests.rules.random_check_ins import (
    CAREGIVER,
    PARTICIPANT,
    PERMISSION,
    WORDS,
    Walker,
    answer_to,
    walkers,
    walks,
)

unhurried = settings(deadline=None)  # on a busy machine one example may take longer than the next

# --- what always holds ---


@unhurried
@given(walkers(), st.data())
def test_a_check_in_walked_at_random_always_ends_with_what_was_tapped(walker: Walker, data: st.DataObject) -> None:
    walker.keeps()
    for _ in range(len(walker.steps) ** 2):
        if walker.at is None:
            break
        walker.answers_with(data.draw(answer_to(walker.at)))
    assert walker.at is None
    assert list(walker.answers.keys() ^ {step.key for step in asked(walker.steps, walker.answers)}) == []
    assert walker.answers == {key: walker.given[key] for key in walker.answers}


@unhurried
@given(walkers())
def test_nothing_is_kept_that_is_not_asked(walker: Walker) -> None:
    assert [key for key in walker.answers if not walker.is_asked(key)] == []


@unhurried
@given(walkers(), st.data())
def test_what_a_changed_answer_makes_void_is_asked_again_or_not_at_all(walker: Walker, data: st.DataObject) -> None:
    walker.revisits(data.draw(st.integers(0, 30)))
    if walker.looking_at is None:
        return
    changed, before = walker.looking_at, walker.answers
    void = outdated_by(changed, walker.steps, before)
    walker.answers_with(data.draw(answer_to(changed)))
    if before[changed.key] == walker.answers[changed.key]:
        assert walker.answers == before
    else:
        assert walker.answers.keys() == before.keys() - void
        still_open = {step.key for step in asked(walker.steps, walker.answers)} - walker.answers.keys()
        assert still_open >= {key for key in void if walker.is_asked(key)}


def test_void_answers_follow_one_another_whatever_the_order_of_asking() -> None:
    """Questions per experiment come first, also the ones that hang on a question asked later."""
    a_or_b = tuple(Option(key=key, label=WORDS) for key in "ab")
    first = Question(key="first", kind="choice", text=WORDS, short=WORDS, options=a_or_b)
    why = Question(key="why", kind="text", text=WORDS, short=WORDS, asked_if=after("first", "a"))
    did = Question(key="did", kind="text", text=WORDS, short=WORDS, per_experiment=True)
    then = Question(key="then", kind="text", text=WORDS, short=WORDS, per_experiment=True, asked_if=after("why"))
    steps = possible_steps([Form(role="participant", questions=(did, first, why, then))], [1])
    answers = {"did:1": Given(), "first": Given("a"), "why": Given(text="x"), "then:1": Given(text="y")}
    assert outdated_by(steps[keys(steps).index("first")], steps, answers) == {"why", "then:1"}


def test_permission_per_experiment_is_about_the_texts_of_that_experiment() -> None:
    did = Question(key="did", kind="text", text=WORDS, short=WORDS, per_experiment=True)
    may = Question(
        key="may", kind="choice", text=WORDS, short=WORDS, options=PERMISSION, per_experiment=True, covers=("did",)
    )
    steps = possible_steps([Form(role="participant", questions=(did, may))], [1, 2])
    assert keys(asked(steps, {"did:1": Given(text="Iets."), "did:2": Given()})) == ["did:1", "may:1", "did:2"]
    both = {"did:1": Given(text="Iets."), "may:1": Given("yes"), "did:2": Given(text="Meer.")}
    assert outdated_by(steps[2], steps, both) == set()


@unhurried
@given(walkers())
def test_an_answer_that_nothing_hangs_on_makes_nothing_void(walker: Walker) -> None:
    named = {step.question.asked_if.question for step in walker.steps if step.question.asked_if}
    named |= {key for step in walker.steps for key in step.question.covers}
    for step in walker.steps:
        if step.question.key not in named:
            assert outdated_by(step, walker.steps, walker.answers) == set()


@unhurried
@given(walkers())
def test_going_back_passes_every_question_to_the_first(walker: Walker) -> None:
    walker.keeps()
    if (at := walker.at) is None:
        return
    passed = list(_back_from(walker, at))
    before = takewhile(lambda step: step.key != at.key, asked(walker.steps, walker.answers))
    assert passed == list(before)[::-1]
    assert all(step.key in walker.answers for step in passed)


@unhurried
@given(walkers())
def test_looking_without_changing_changes_nothing(walker: Walker) -> None:
    before = dict(walker.answers)
    walker.revisits(7)
    walker.goes_back()
    walker.keeps()
    assert walker.answers == before
    assert walker.at == open_step(walker.steps, before)


@unhurried
@given(walks)
def test_every_step_has_a_key_of_its_own_and_is_found_by_it(steps: Sequence[Step]) -> None:
    assert all(find(steps, step.key) is step for step in steps)
    assert find(steps, "nonsense") is None


def after(question: str, *one_of: str) -> Condition:
    return Condition(question=question, one_of=one_of)


def keys(steps: Sequence[Step]) -> list[str]:
    return [step.key for step in steps]


def _back_from(walker: Walker, at: Step) -> Iterator[Step]:
    while before := step_before(walker.steps, walker.answers, at):
        yield before
        at = before


# --- the real programme ---


def test_a_caregiver_is_asked_the_three_central_questions_and_a_remark() -> None:
    assert keys(asked(possible_steps([CAREGIVER], []), {})) == ["samen", "volhouden", "goed", "remark"]


def test_of_several_experiments_it_is_asked_first_which_one_then_the_voice() -> None:
    assert keys(possible_steps([PARTICIPANT], [12, 7])) == [
        "changed",
        *("status:12", "did:12", "result:12", "next_step:12"),
        *("status:7", "did:7", "result:7", "next_step:7"),
        *("voice", "voice_text", "texts_shared"),
    ]


def test_without_experiments_only_the_voice_is_asked() -> None:
    assert keys(asked(possible_steps([PARTICIPANT], []), {})) == ["voice"]


def after_answers(
    *given: tuple[str, Given], experiments: Sequence[int] = (1, 2, 3), round_number: int = 1
) -> list[str]:
    return keys(asked(possible_steps([PARTICIPANT], experiments, round_number), dict(given)))


DID, NO = Given(text="Iets."), Given()
CHANGED, BUSY = ("changed", Given("2")), ("status:2", Given("busy"))


def test_what_changed_most_is_asked_about_and_nothing_else() -> None:
    assert after_answers(CHANGED, BUSY, ("did:2", DID)) == ["changed", "status:2", "did:2", "result:2", "texts_shared"]
    assert after_answers(("changed", Given("none"))) == ["changed", "voice"]


def test_nothing_is_asked_of_an_experiment_that_has_not_begun() -> None:
    begins_with = after_answers(CHANGED, ("status:2", Given("not_started")))
    assert begins_with == ["changed", "status:2", "voice"]
    assert after_answers(("status:2", Given("not_started")), experiments=[2]) == ["status:2", "voice"]


def test_whether_it_came_true_is_asked_where_an_expectation_is_recorded() -> None:
    answers = dict([CHANGED, ("status:2", Given("done"))])
    expected = possible_steps([PARTICIPANT], [1, 2, 3], expected=[2])
    assert keys(asked(expected, answers))[:3] == ["changed", "status:2", "came_true:2"]
    for steps in (possible_steps([PARTICIPANT], [1, 2, 3]), possible_steps([PARTICIPANT], [1, 2, 3], expected=[1])):
        assert "came_true:2" not in keys(asked(steps, answers))
    for status in ("busy", "not_started"):
        assert "came_true:2" not in keys(asked(expected, dict([CHANGED, ("status:2", Given(status))])))
    whole = answers | {"came_true:2": Given("other"), "did:2": DID}
    for number in range(1, 5):
        steps = possible_steps([PARTICIPANT], [1, 2, 3], number, expected=[2])
        assert keys(asked(steps, whole)) == ["changed", "status:2", "came_true:2", "did:2", "texts_shared"]


def test_of_one_experiment_nobody_asks_which_one() -> None:
    all_of_it = ["status:2", "did:2", "result:2", "voice", "texts_shared"]
    assert after_answers(BUSY, ("did:2", DID), experiments=[2]) == all_of_it


def test_what_finds_no_room_has_its_turn_in_another_round() -> None:
    third = [
        after_answers(CHANGED, BUSY, ("did:2", DID), round_number=number)[3].partition(":")[0] for number in range(1, 6)
    ]
    assert third == ["result", "voice", "result", "next_step", "result"]
    steps = possible_steps([PARTICIPANT], [1, 2])
    answers = dict([CHANGED, BUSY, ("did:2", DID)])
    assert keys(left_out(steps, answers)) == ["next_step:2", "voice"]


@unhurried
@given(st.lists(st.integers(1, 99), max_size=12, unique=True), st.integers(1, 9), st.data())
def test_a_participant_is_asked_at_most_five_questions_two_of_them_typed(
    experiments: list[int], round_number: int, data: st.DataObject
) -> None:
    expected = experiments[: data.draw(st.integers(0, 12))]
    walker = Walker(possible_steps([PARTICIPANT], experiments, round_number, expected))
    while walker.at:
        walker.answers_with(data.draw(answer_to(walker.at)))
    typed = [key for key in walker.answers if walker.step(key).question.kind == "text"]
    assert (len(walker.answers) <= 5, len(typed) <= 2) == (True, True)
    shared = [key for key in walker.answers if walker.step(key).question.covers]
    assert bool(shared) == any(walker.answers[key].text for key in typed)


@unhurried
@given(walkers())
def test_who_reaches_a_question_was_told_how_many_there_are_at_most(walker: Walker) -> None:
    """Each question that is answered in turn stands at its place, and none comes before it afterwards."""
    walker.keeps()
    if walker.at and walker.at.limit and len({step.role for step in walker.steps}) == 1:
        place = [step.key for step in asked(walker.steps, walker.answers)].index(walker.at.key)
        assert place == len(walker.answers) - len(_behind(walker, place))


def _behind(walker: Walker, place: int) -> list[str]:
    """Answered, but asked later: who went back and opened something up."""
    now = keys(asked(walker.steps, walker.answers))
    return [key for key in walker.answers if now.index(key) > place]


def test_permission_is_asked_for_a_text_and_for_nothing_else() -> None:
    steps = possible_steps([PARTICIPANT], [1])
    permission = find(steps, "texts_shared")
    assert permission
    untold = {"status:1": Given("busy"), "did:1": Given(), "voice": Given("samen")}
    assert permission not in asked(steps, untold)
    assert permission in asked(steps, untold | {"voice_text": Given(text="Iets.")})


def test_only_a_scale_scores() -> None:
    scale, remark = CAREGIVER.questions[0], CAREGIVER.questions[3]
    assert [score(scale, Given(option.key)) for option in scale.options] == [1, 2, 3, 4, 5]
    assert score(scale, Given()) is None
    assert score(remark, Given(text="5")) is None
    assert score(PARTICIPANT.questions[1], Given("busy")) is None
