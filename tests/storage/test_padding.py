"""Keys are asked for in lists of few lengths, and no key is left out or made up."""

from hypothesis import given
from hypothesis import strategies as st

from storage.padding import padded


@given(st.lists(st.integers(), max_size=100, unique=True))
def test_the_same_keys_in_lists_of_eight_lengths(keys: list[int]) -> None:
    assert list(dict.fromkeys(padded(keys))) == keys
    assert len(padded(keys)) in (0, 1, 2, 4, 8, 16, 32, 64, 128)


def test_a_list_of_such_a_length_stays() -> None:
    assert [len(padded(range(number))) for number in (0, 1, 2, 3, 50, 64)] == [0, 1, 2, 4, 64, 64]
