"""What the bot leaves on the disk is its owner's alone, however careless the shell; what others can read is named."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.own_files import OTHERS
from bot.settings import Settings
from simulator.phone import Telegram
from storage.identity_cipher import KEY_BITS
from tests.bot.shell import Shell
from tests.running_bot import TOKEN, USERNAME

pytestmark = [pytest.mark.over_http, pytest.mark.slow]
COMMANDS = [
    ("migrate",),
    ("invite", "--role", "coordinator", "--practice", "zwolle"),
    ("tick", "--at", "2026-12-01T12:15+01:00"),
    ("backup", "copies/backup"),
    ("restore", "copies/backup", "--force"),
    ("retain",),
    ("summary", "--practice", "zwolle"),
    ("status",),
]


@pytest.fixture
async def shell(telegram: Telegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Whose temporary files lie in a folder of their own."""
    await telegram.bot(TOKEN, USERNAME, "Mantelzorg")
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    (tmp_path / "temporary").mkdir()
    here = tmp_path / "here"
    here.mkdir()
    return Shell(here, BOT_TOKEN=TOKEN, BOT_API_URL=telegram.url, TMPDIR=str(tmp_path / "temporary"))


@pytest.fixture
def _careless() -> Iterator[None]:
    """A shell in which everything new is everybody's."""
    before = os.umask(0)
    yield
    os.umask(before)


def open_to_others(*folders: Path) -> list[Path]:
    return [path for folder in folders for path in folder.rglob("*") if path.stat().st_mode & OTHERS]


@pytest.mark.usefixtures("_careless")
async def test_nothing_that_a_command_makes_is_open_to_others(shell: Shell) -> None:
    (shell.folder / "copies").mkdir(0o700)
    for command in COMMANDS:
        await shell.run(*command)
        assert open_to_others(shell.folder) == [], command
    made = {path.name for path in shell.folder.rglob("*")}
    assert {"var", "bot.db", "backup"} <= made


@pytest.mark.usefixtures("_careless")
async def test_nothing_of_a_bot_at_work_is_open_to_others(shell: Shell) -> None:
    async with shell.running("run") as bot:
        await bot.logs("started")
        made = {path.name for path in shell.folder.rglob("*")}
        assert {"bot.db-wal", "bot.db-shm"} <= made
        assert open_to_others(shell.folder) == []


@pytest.mark.usefixtures("_careless")
async def test_nothing_that_passes_through_a_temporary_folder_is_open_to_others(shell: Shell, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    async with shell.running("demo", "--port", "0", PYTHONUNBUFFERED="1") as demo:
        await demo.prints("Ctrl+C")
        assert "demo.db" in {path.name for path in temporary.rglob("*")}
        assert open_to_others(temporary) == []


async def test_status_names_what_others_can_read(shell: Shell) -> None:
    names = (
        "var/bot.db",
        "var/bot.db.before",
        "var/backups/before-upgrade",
        "erasures",
        ".env",
        "secrets/bot_token",
        "key",
    )
    (shell.folder / "secrets").mkdir()
    (shell.folder / "secrets" / "bot_token").write_text(TOKEN, encoding="utf-8")
    (shell.folder / "key").write_text("1f" * (KEY_BITS // 8), encoding="utf-8")
    settings = {"BOT_TOKEN": "", "SECRETS_DIR": "secrets", "IDENTITY_KEY_FILE": "key", "ERASURE_LEDGER": "erasures"}
    await shell.run("migrate", **settings)
    (shell.folder / "var" / "backups").mkdir(exist_ok=True)
    for rights, told in ((0o640, names), (0o604, names), (0o600, ())):
        for name in names:
            (shell.folder / name).touch()
            (shell.folder / name).chmod(rights)
        done = await shell.run("status", **settings)
        assert done.code == 1  # it does not run either
        lines = [line for line in done.out.splitlines() if "Others" in line]
        state = f"{shell.folder}/"  # a file in the state folder is named with its whole path
        known = sorted(f"{state}{name}" if name.startswith("var") else name for name in told)
        assert lines == [f"- Others can read {name}: take that away with chmod 600." for name in known]
