"""A bot whose database is copied to a file and put back."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from simulator.phone import Phone, Telegram
from tests.running_bot import RunningBot


@pytest.fixture(autouse=True)
def _programs(request: pytest.FixtureRequest, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's own programs are on the PATH."""
    if database_url.startswith("postgresql"):
        monkeypatch.setenv("PATH", f"{request.getfixturevalue('postgres').programs}:/usr/bin:/bin")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "backup"


@pytest.fixture
async def anneke(running_bot: RunningBot, telegram: Telegram) -> Phone:
    """A caregiver who has answered one question of an open check-in."""
    anneke = await telegram.person("Anneke")
    await running_bot.registers(anneke, "caregiver")
    await running_bot.opens_round()
    await anneke.taps("Goed")
    await running_bot.settles()
    return anneke


@pytest.fixture
async def fresh_address(database_url: str, request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    if database_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'elsewhere' / 'other.db'}"
        return
    with request.getfixturevalue("postgres").database() as address:
        yield address
