"""A shared text is let go together with those of enough others, or not yet."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from rules.remarks import Waiting, batch, in_no_order

K = 5
ROLES = ("caregiver", "participant")
LIKELY = st.sampled_from((True, True, True, False))
WRITTEN = st.lists(
    st.builds(
        Waiting, st.integers(1, 10**6), st.integers(1, 8), st.sampled_from(ROLES), st.booleans(), is_independent=LIKELY
    ),
    min_size=8,
    max_size=30,
)


def unlike(waiting: Sequence[Waiting]) -> list[Waiting]:
    return list({one.answer_id: one for one in waiting}.values())


def remarks_of(role: str, waiting: Sequence[Waiting]) -> list[Waiting]:
    return [one for one in waiting if one.role == role and not one.is_report]


@given(WRITTEN.map(unlike))
def test_a_roles_remarks_go_all_at_once_once_enough_independent_people_wrote(waiting: list[Waiting]) -> None:
    released = set(batch(waiting, K))
    for role in ROLES:
        remarks = remarks_of(role, waiting)
        are_enough = len({one.person_id for one in remarks if one.is_independent}) >= K
        assert released & {one.answer_id for one in remarks} == {one.answer_id for one in remarks if are_enough}


@given(WRITTEN.map(unlike))
def test_reports_wait_for_nobody_and_nothing_else_is_let_go(waiting: list[Waiting]) -> None:
    released = set(batch(waiting, K))
    assert {one.answer_id for one in waiting if one.is_report} <= released <= {one.answer_id for one in waiting}


def test_the_order_tells_neither_when_nor_who() -> None:
    texts = ["Zo", "op", "Aan", "de", "tijd"]
    assert in_no_order(texts) == in_no_order(texts[::-1]) == ["Aan", "de", "op", "tijd", "Zo"]
