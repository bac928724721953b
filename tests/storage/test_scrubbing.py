"""What SQLite leaves behind although it zeroes what is deleted, and that it is gone after a scrub."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.database import SQLITE_PRAGMAS
from storage.scrubbing import scrub

CANARY = "kanarie"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "bot.db"


def opened(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)
    for name, value in SQLITE_PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={value}")
    return connection


def fill_and_delete(connection: sqlite3.Connection, seed: int) -> None:
    """Texts of all lengths come in between others, so that pages are split, and grow; then the canaries go."""
    chance = random.Random(seed)
    connection.execute("CREATE TABLE answers (id INTEGER PRIMARY KEY, text TEXT, step TEXT UNIQUE)")
    connection.execute("BEGIN")
    for number in range(3000):
        text = (CANARY if number % 5 == 0 else "iets anders") + "." * chance.randrange(5, 900)
        step = f"{CANARY if number % 5 == 0 else 'stap'} {chance.random()}"
        connection.execute("INSERT INTO answers VALUES (?, ?, ?)", (chance.getrandbits(40), text, step))
    connection.execute("COMMIT")
    connection.execute("BEGIN")
    connection.execute("DELETE FROM answers WHERE text LIKE ?", (f"{CANARY}%",))
    connection.execute("PRAGMA user_version = 1")
    connection.execute("COMMIT")


def contents(file: Path) -> bytes:
    return b"".join(one.read_bytes() for one in file.parent.iterdir())


@pytest.mark.parametrize("seed", range(3))
def test_no_byte_is_left_where_pages_were_split(file: Path, seed: int) -> None:
    with closing(opened(file)) as connection:
        fill_and_delete(connection, seed)
        assert CANARY.encode() in contents(file)
        assert scrub(file)
        assert CANARY.encode() not in contents(file)


def test_what_is_deleted_is_zeroed_also_before_the_file_is_written_anew(file: Path) -> None:
    """As far as no page was split: somebody may be in the way of a scrub for hours."""
    with closing(opened(file)) as connection:
        connection.execute("CREATE TABLE answers (text TEXT)")
        connection.execute("INSERT INTO answers VALUES (?), ('iets anders')", (CANARY,))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert CANARY.encode() in contents(file)
        connection.execute("DELETE FROM answers WHERE text = ?", (CANARY,))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert CANARY.encode() not in contents(file)


def test_who_reads_or_writes_is_waited_for_by_trying_again(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.scrubbing.BUSY_SECONDS", 0.01)
    with closing(opened(file)) as connection, closing(opened(file)) as other:
        connection.execute("CREATE TABLE answers (text TEXT)")
        connection.execute("PRAGMA user_version = 1")
        other.execute("BEGIN IMMEDIATE")
        assert not scrub(file)
        other.execute("COMMIT")
        other.execute("BEGIN")
        other.execute("SELECT * FROM answers").fetchall()
        assert not scrub(file)
        other.execute("COMMIT")
        assert scrub(file)


def test_who_asks_meanwhile_is_not_forgotten(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(opened(file)) as connection:
        connection.execute("CREATE TABLE answers (text TEXT)")
        connection.execute("PRAGMA user_version = 1")
        seen = iter([1, 2])
        monkeypatch.setattr("storage.scrubbing._asked", lambda _: next(seen))
        scrub(file)
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
