"""A shared text is read together with those of enough others, or not yet."""

from hypothesis import given
from hypothesis import strategies as st

from rules.remarks import Remark, readable

K = 5
#: Rounds in which people 1 to 8 write now and then. Each text is its writer's and the round's own.
WRITERS = st.lists(st.lists(st.integers(1, 8), max_size=8), max_size=8)


def written(rounds: list[list[int]]) -> list[list[Remark]]:
    return [[Remark(who, f"{who} in {number}") for who in writers] for number, writers in enumerate(rounds)]


def writers_of(texts: list[str]) -> set[str]:
    return {text.split(" ")[0] for text in texts}


@given(WRITERS)
def test_what_becomes_readable_is_always_of_enough_different_people(rounds: list[list[int]]) -> None:
    before: list[str] = []
    for number in range(len(rounds) + 1):
        now = readable(written(rounds[:number]), K)
        added = list(now)
        for text in before:
            added.remove(text)  # what could be read stays readable
        assert not added or len(writers_of(added)) >= K
        before = now


@given(WRITERS)
def test_nothing_waits_once_enough_people_wrote(rounds: list[list[int]]) -> None:
    said = [remark.text for each in written(rounds) for remark in each]
    waiting = set(said) - set(readable(written(rounds), K))
    assert len(writers_of(list(waiting))) < K


def test_the_order_tells_neither_when_nor_who() -> None:
    rounds = [[Remark(who, text) for who, text in enumerate(("Zo", "op", "Aan", "de", "tijd"))]]
    assert readable(rounds, K) == ["Aan", "de", "op", "tijd", "Zo"]
    assert readable([rounds[0][::-1]], K) == readable(rounds, K)
