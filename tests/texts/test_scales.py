"""A scale of any length: its answers and classes have the same keys in every table, and none is left out of a row."""

import pytest

from delivery.code_book import code_book
from programme.model import Programme
from rules.asked import Asked
from rules.telling import Told, classes
from tests.once import CATALOGUES, PROGRAMME
from texts.messages import told

T = CATALOGUES.translator("nl")
LENGTHS = range(2, 8)


def asking(length: int) -> Programme:
    """The programme, but its first scale has this many answers."""
    file = PROGRAMME.model_dump(mode="json")
    scale = file["forms"][0]["questions"][0]
    scale["options"] = [{**scale["options"][0], "key": str(number)} for number in range(1, length + 1)]
    return Programme.model_validate(file)


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("by_class", [True, False])
def test_each_row_has_its_key_and_stands_in_the_code_book(length: int, by_class: bool) -> None:
    programme = asking(length)
    question = programme.forms[0].questions[0]
    counts = tuple(range(3, 3 + length))
    rows = told.keyed(T, Told(classes(counts) if by_class else counts, by_class), question.options)
    assert sum(count for *_, count in rows) == sum(counts)
    book = [row.option for row in code_book(T, Asked(programme, {})) if row.question == question.key]
    assert {key for key, *_ in rows} <= set(book)
    assert sorted(map(str, book)) == sorted(set(map(str, book)))
    assert ("middle" in book) == bool(length % 2)
