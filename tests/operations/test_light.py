"""What a bot does not use it does not load: each costs memory for as long as it runs, and time at every start."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.operations.owner import ROOT
from tests.running_bot import TOKEN

#: Of a bot on SQLite that nobody asks over HTTP, that finds its tables up to date and draws nothing.
UNUSED = (
    "alembic",
    "asyncpg",
    "cryptography",
    "docx",
    "fpdf",
    "holidays.calendars.islamic",
    "holidays.groups.hindu",
    "holidays.registry",
    "mako",
    "prometheus_client",
    "pygments",
    "python_calamine",
    "resvg_py",
    "rich",
    "segno",
    "simulator",
    "sqlalchemy.dialects.postgresql",
    "sqlalchemy.orm",
    "starlette",
    "uharfbuzz",
    "uvicorn",
    "xlsxwriter",
)
#: As `bot run` starts, up to its first tick; Telegram is left out. Then what was loaded, and the languages read.
STARTING = """
import asyncio, sys
import bot.__main__
from bot import settings
from bot.running import prepare, tick_now
from bot.wiring import real_time, wire

async def start(wiring):
    await prepare(wiring.database, wiring.programme, real_time)
    wiring.catalogues.translator("nl")
    await tick_now(wiring)
    await wiring.database.close()

wiring = wire(settings.load())
asyncio.run(start(wiring))
print(*sys.modules)
print(*wiring.catalogues.kept)
"""


@pytest.fixture
def started(tmp_path: Path, migrated_file: Path) -> tuple[set[str], list[str]]:
    """The modules that a start loads, and the languages it keeps."""
    file = shutil.copy(migrated_file, tmp_path)
    settings = {"BOT_TOKEN": TOKEN, "DATABASE_URL": f"sqlite:///{file}", "PYTHONPATH": str(ROOT)}
    asked = [sys.executable, "-c", STARTING]
    said = subprocess.run(asked, env=os.environ | settings, cwd=tmp_path, capture_output=True, text=True, check=True)
    modules, languages = said.stdout.splitlines()[-2:]
    return set(modules.split()), languages.split()


def test_a_start_loads_only_what_it_uses(started: tuple[set[str], list[str]]) -> None:
    modules, languages = started
    assert [name for name in UNUSED if name in modules] == []
    assert "scheduler.tick" in modules
    assert languages == ["nl"]
