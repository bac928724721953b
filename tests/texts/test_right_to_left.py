"""Arabic reads from right to left, also where a Dutch name or a command stands in it."""

import re
import unicodedata

from tests.once import CATALOGUES
from tests.texts.spoken import every_message
from texts.escaping import plain

AR, NL = CATALOGUES.translator("ar"), CATALOGUES.translator("nl")
ARABIC = re.compile("[\u0600-\u06ff]")
ISOLATED = "\u2068Zwolle\u2069"


def direction(line: str) -> str | None:
    """Which way a phone lays this line out: as its first letter reads."""
    kinds = (unicodedata.bidirectional(char) for char in line)
    return next(({"L": "left to right"}.get(kind, "right to left") for kind in kinds if kind in {"L", "R", "AL"}), None)


def test_every_line_with_arabic_in_it_begins_on_the_right() -> None:
    wrong = {
        line
        for message in every_message(AR).values()
        for line in re.sub(r"<[^>]*>", "", message.text).split("\n")
        if ARABIC.search(line) and direction(line) == "left to right"
    }
    assert wrong == set()


def test_every_button_with_arabic_on_it_begins_on_the_right() -> None:
    labels = {b.label for message in every_message(AR).values() for row in message.rows for b in row}
    assert {label for label in labels if ARABIC.search(label) and direction(label) == "left to right"} == set()


def test_a_name_keeps_its_signs_in_its_own_order() -> None:
    assert ISOLATED in AR("registration.moved_not", practice="Zwolle")
    assert "\u2068" not in NL("registration.moved_not", practice="Zwolle")


def test_a_number_to_call_is_not_read_back_to_front() -> None:
    """Behind Arabic, the two halves of 0800-0113 change places unless it stands by itself."""
    isolates = re.compile("[\u2066\u2068][^\u2069]*\u2069")
    said = [plain(message.text) for message in every_message(AR).values()]
    loose = [line for text in said for line in isolates.sub("", text).split("\n") if re.search(r"\d-\d", line)]
    assert [line for line in loose if ARABIC.search(line)] == []
    assert any("0800-0113" in text for text in said)


def test_what_is_tapped_stays_as_it_is() -> None:
    said = {name: plain(message.text) for name, message in every_message(AR).items()}
    assert "\u2066/checkin\u2069\n" in said["help for all roles"]  # the slash stays in front
    assert "\nhttps://t.me/checkin?start=abc" in said["invitation caregiver"]
    assert "\u2068" not in said["no token"]
