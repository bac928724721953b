"""Whatever stands in a programme file, its writer gets a programme or one line, and never an exception of Python's."""

import re
from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from programme.loading import ProgrammeError, load

OTHER = Path(__file__).with_name("other.toml").read_text(encoding="utf-8")
VALUES = re.compile(r"(?<== ).+$|(?<=, )[^,\[\]{}]+(?=[,\]}])", re.MULTILINE)
#: Of every type TOML has, the odd ones of each.
LITERALS = [
    *("0", "-1", "9223372036854775808", "1" * 5000, "0x7fffffffffffffffffff", "1e999", "nan", "-inf", "0.0", "true"),
    *("2026-11-24", "0001-01-01T00:00:00Z", "9999-12-31", "23:59:60", "12:15:00", "2026-02-30", "[]", "{}", '[""]'),
    *("[[[[[]]]]]", "{a = {b = {}}}", "[1, 'x', {}]", "[" * 5000, "[" * 600 + "]" * 600, '"' + "x" * 9999 + '"'),
    *('""', '" "', '"\\u0000"', '"\\ud83d"', '"\\u202Ezxcv"', '"../../etc"', '"/"', '"."', '"Europe"', '"Europe/Ede"'),
    *('"{name}"', '"{"', '"%s"', '"(("', '"<b>"', '"=1+1"', '"nl"', '"caregiver"', '"9" * 9', "'''", '"weekly"'),
]


def becomes_a_programme_or_one_line(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    said = "one line"
    try:
        load(path)
    except ProgrammeError as error:
        said = str(error)
    assert len(said.splitlines()) == 1
    assert len(said) < 1000


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("programme") / "any.toml"


@settings(deadline=None)
@given(st.binary() | st.text().map(str.encode))
@example(b"a = " + b"[" * 100_000)
@example(b"a = " + b"9" * 10_000)
@example(b"a" + b".a" * 1_000 + b" = 1")
@example(b"\x00")
@example(b"name = 'x'\x0b\r\x0c\n=")
def test_any_bytes(file: Path, content: bytes) -> None:
    becomes_a_programme_or_one_line(file, content)


@settings(deadline=None, max_examples=400)
@given(st.randoms(use_true_random=False), st.integers(1, 3))
def test_a_programme_with_values_of_any_kind(file: Path, random: Random, changes: int) -> None:
    content = OTHER
    for _ in range(changes):
        found = random.choice(list(VALUES.finditer(content)))
        content = content[: found.start()] + random.choice(LITERALS) + content[found.end() :]
    becomes_a_programme_or_one_line(file, content.encode())


@settings(deadline=None, max_examples=200)
@given(st.randoms(use_true_random=False))
def test_a_programme_with_lines_left_out_or_elsewhere(file: Path, random: Random) -> None:
    lines = OTHER.splitlines()
    taken = [lines.pop(random.randrange(len(lines))) for _ in range(random.randint(1, 4))]
    for line in taken[: random.randint(0, len(taken))]:
        lines.insert(random.randrange(len(lines)), line)
    becomes_a_programme_or_one_line(file, "\n".join(lines).encode())
