"""Under the system calls that its unit leaves it, the service does all that it does without."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from storage import schema
from storage.database import Database
from tests.debian import programs
from tests.debian.postgresql import Server
from tests.operations.owner import ROOT

pytestmark = pytest.mark.nightly

SYSTEMD = ROOT / "deploy" / "systemd"
PATIENCE = 120


def confined(unit: str, folder: Path, *command: str, **settings: str) -> subprocess.CompletedProcess[str]:
    programs.needs("systemd-analyze", "systemd")
    words = [sys.executable, "-m", "tests.debian.confined", str(SYSTEMD / unit), *command]
    around = {"PATH": programs.FOLDERS, "STATE_DIR": str(folder), "TMPDIR": str(folder), **settings}
    return subprocess.run(words, cwd=ROOT, env=around, capture_output=True, text=True, timeout=PATIENCE, check=False)


@pytest.mark.parametrize("unit", ["mantelzorg-bot.service", "mantelzorg-bot-backup.service"])
def test_a_whole_round_with_its_pictures(unit: str, tmp_path: Path) -> None:
    """Also where the unit is an older one, which leaves a process no say in how much it gets."""
    told = confined(unit, tmp_path, sys.executable, "-m", "bot", "story")
    assert (told.returncode, told.stderr) == (0, "")


async def test_a_backup_of_postgresql(server: Server, tmp_path: Path) -> None:
    database = Database(server.address())
    await schema.migrate(database)
    await database.close()
    made = confined(
        *("mantelzorg-bot-backup.service", tmp_path),
        *(sys.executable, "-m", "bot", "backup", "--keep", "2", str(tmp_path / "backups")),
        DATABASE_URL=server.address(),
    )
    assert (made.returncode, made.stderr) == (0, "")
    assert len(os.listdir(tmp_path / "backups")) == 1


def test_what_the_unit_takes_away_is_away(tmp_path: Path) -> None:
    tried = "import mmap; mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)"
    told = confined("mantelzorg-bot.service", tmp_path, sys.executable, "-c", tried)
    assert "PermissionError" in told.stderr
