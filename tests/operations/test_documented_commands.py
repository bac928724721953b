"""What the handbook says to type works, in a fresh folder."""

import asyncio
import re
import sys
from asyncio.subprocess import PIPE, STDOUT
from pathlib import Path

import pytest

from simulator.phone import Telegram
from tests.operations.owner import ROOT
from tests.running_bot import TOKEN, USERNAME

pytestmark = [pytest.mark.slow, pytest.mark.over_http]

MARKED = re.compile(r"<!-- run: tests/operations/test_documented_commands.py -->\n```sh\n(.*?)```", re.DOTALL)
DOCUMENTS = ("README.md", "docs/operations.md")
BLOCKS = [block for name in DOCUMENTS for block in MARKED.findall((ROOT / name).read_text(encoding="utf-8"))]
PATIENCE = 60


@pytest.fixture
async def programs(telegram: Telegram, tmp_path: Path) -> Path:
    """`mantelzorg-bot` as it is installed, in a folder that the PATH names."""
    await telegram.bot(TOKEN, USERNAME, "Mantelzorg")
    folder = tmp_path / "programs"
    folder.mkdir()
    script = folder / "mantelzorg-bot"
    script.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -P -m bot "$@"\n')
    script.chmod(0o755)
    return folder


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.splitlines()[0][:40])
async def test_what_the_handbook_says_works(block: str, programs: Path, telegram: Telegram, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    around = {
        "PATH": f"{programs}:/usr/bin:/bin",
        "HOME": str(tmp_path),
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": telegram.url,
        "STATE_DIR": str(tmp_path / "state"),
    }
    shell = await asyncio.create_subprocess_exec(
        "/bin/bash", "-eu", cwd=fresh, env=around, stdin=PIPE, stdout=PIPE, stderr=STDOUT
    )
    said, _ = await asyncio.wait_for(shell.communicate(f"mantelzorg-bot migrate\n{block}".encode()), PATIENCE)
    assert shell.returncode == 0, said.decode()


def test_there_is_something_to_try() -> None:
    assert len(BLOCKS) >= 2
