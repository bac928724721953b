"""What is on the screen, what is typed, and what happens: a table for each language, run through the real bot.

Each row is somebody of their own, so that everybody can type at once. A row is `screen | typed | what happens`; what
happens is what the bot says first, by the names of `SAID`, and what becomes of the answers.
"""

from pathlib import Path

import pytest

from tests.conversation.everybody import Row, what_happens
from tests.running_bot import RunningBot, on_sqlite

HERE = Path(__file__).parent
TABLES = {path.stem: path for path in sorted((HERE / "utterances").glob("*.txt"))}
#: Written by somebody who had not seen the lists of phrases.
UNSEEN = {path.stem: path for path in sorted((HERE / "unseen").glob("*.txt"))}
AT_LEAST = {"nl": 200, "en": 200, "tr": 60, "pl": 60, "ar": 60, "uk": 60}


def read(path: Path) -> list[Row]:
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return [Row(*(part.strip() for part in line.split(" | "))) for line in lines]


@on_sqlite
@pytest.mark.parametrize("language", TABLES)
async def test_what_is_typed_does_what_was_meant(running_bot: RunningBot, language: str) -> None:
    rows = read(TABLES[language]) + read(UNSEEN[language])
    happened = await what_happens(running_bot, language, rows)
    wrong = [f"{there}, not {row.happens}" for row, there in zip(rows, happened, strict=True) if there != str(row)]
    assert wrong == []


def test_the_tables_are_long_enough() -> None:
    assert {language: len(read(path)) >= AT_LEAST[language] for language, path in TABLES.items()} == dict.fromkeys(
        AT_LEAST, True
    )
