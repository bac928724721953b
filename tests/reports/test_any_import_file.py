"""Whatever bytes are sent as a spreadsheet, reading them ends in rows of text or in a refusal."""

from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reports.import_file import MOST_COLUMNS, Refused, read
from tests.spreadsheets import dutch, xlsx

FILLED = xlsx(dutch([(1, "Zwolle", "Volhouden", "Wat helpt?")], [(1, "Zwolle", "Wat helpt?", "Koffie-uur", "Bezig")]))
#: What a reader of XML stumbles over.
PIECES = (
    *(b"<", b">", b'"', b"&", b"&#0;", b"&x;", b"</row>", b"<c r='XFD9999999'><v>1</v></c>", b"]]>", b"\x00", b"\xff"),
    *(b"-1", b"999999999999", b"1e999", b"nan", b' t="s"', b' t="d"', b' t="e"', b"A0", b"1:1", b"Sheet2", b"../x"),
)
BOMB = b'<!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">%s]>' % b"".join(
    b'<!ENTITY b%d "%s">' % (number, b"&b%d;" % (number - 1) * 30 if number else b"&b;" * 30) for number in range(12)
)
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def repacked(changes: dict[str, bytes]) -> bytes:
    """The file with some of its members replaced."""
    content = BytesIO()
    with ZipFile(BytesIO(FILLED)) as old, ZipFile(content, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, old.read(name)))
    return content.getvalue()


MEMBERS = {name: ZipFile(BytesIO(FILLED)).read(name) for name in ZipFile(BytesIO(FILLED)).namelist()}
SHEET = "xl/worksheets/sheet1.xml"


def is_read_or_refused(content: bytes) -> None:
    try:
        sheets = read(content)
    except Refused:
        return
    rows = [cells for found in sheets.values() for _, cells in found]
    assert all(isinstance(cell, str) for cells in rows for cell in cells)
    assert all(len(cells) <= MOST_COLUMNS for cells in rows)


@given(st.binary(max_size=400))
@example(b"")
@example(b"PK\x05\x06" + bytes(18))
@example(b"PK\x03\x04" + b"\xff" * 60)
@example(b"\xd0\xcf\x11\xe0")
def test_any_bytes(content: bytes) -> None:
    is_read_or_refused(content)


@settings(deadline=None, max_examples=150)
@given(st.randoms(use_true_random=False))
def test_a_file_that_was_damaged_on_the_way(random: Random) -> None:
    content = bytearray(FILLED[: random.choice([len(FILLED), random.randrange(1, len(FILLED))])])
    for _ in range(random.randint(0, 8)):
        content[random.randrange(len(content))] = random.randrange(256)
    is_read_or_refused(bytes(content))


@settings(deadline=None, max_examples=250)
@given(st.randoms(use_true_random=False))
def test_a_file_that_was_made_by_hand(random: Random) -> None:
    name = random.choice(sorted(MEMBERS))
    inside = MEMBERS[name]
    for _ in range(random.randint(1, 3)):
        at, piece = random.randrange(len(inside)), random.choice(PIECES)
        inside = inside[:at] + piece + inside[at + random.choice([0, 1, len(piece), 40]) :]
    is_read_or_refused(repacked({name: inside}))


@pytest.mark.parametrize("name", sorted(MEMBERS))
@pytest.mark.parametrize("declared", [BOMB, OUTSIDE])
def test_entities_are_not_unfolded(name: str, declared: bytes) -> None:
    head, _, rest = MEMBERS[name].rpartition(b"?>")
    use = b"&b11;" if declared is BOMB else b"&a;"
    inside = head + (b"?>" if head else b"") + declared + rest.replace(b"Zwolle", use).replace(b"Volhouden", use)
    try:
        seen = str(read(repacked({name: inside})))
    except Refused:
        return
    assert "haha" * 100 not in seen
    with open("/etc/hostname") as hostname:
        assert hostname.read().strip() not in seen
