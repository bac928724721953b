"""A ledger that cannot be written is told before the day on which somebody is erased."""

import os
from pathlib import Path

import pytest

from bot import room, status_command
from tests.running_bot import RunningBot, on_sqlite


def test_a_ledger_that_is_not_there_yet_can_be_made_where_there_is_a_folder(tmp_path: Path) -> None:
    assert room.refuses_ledger(tmp_path / "erasures") is None
    assert room.refuses_ledger(tmp_path / "new" / "folder" / "erasures") is None
    (tmp_path / "erasures").touch()
    assert room.refuses_ledger(tmp_path / "erasures") is None


def test_what_is_no_file_or_in_no_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for ledger, named in ((tmp_path, tmp_path), (tmp_path / "file" / "erasures", tmp_path / "file")):
        assert room.refuses_ledger(ledger) == (
            f"the ledger of erasures cannot be written: give the bot's user the right to {named}"
        )


def test_what_belongs_to_another_user_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """root, who runs tests in a container, may write everything."""
    ledger = tmp_path / "erasures"
    ledger.touch()
    may = {ledger: os.R_OK, tmp_path: os.R_OK | os.W_OK}
    monkeypatch.setattr(os, "access", lambda place, wanted: may[place] & wanted == wanted)
    assert str(room.refuses_ledger(ledger)).endswith(f"the right to {ledger}")
    assert room.refuses_ledger(tmp_path / "other") is None


@on_sqlite
async def test_a_full_disk_is_the_first_thing_that_status_says(
    running_bot: RunningBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process runs, and cannot write its heartbeat: to start it once more would help nobody."""
    await running_bot.stop()
    monkeypatch.setattr(room, "LEAST", 10**18)
    found = await status_command.report(running_bot.settings, running_bot.clock.now())
    assert "should be: make room" in found.problems[0]
    assert found.problems[1].startswith("The bot is not running")
