"""What is built is whole, and works in an environment of its own, from any folder."""

import os
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.version import version
from tests.debian.programs import DEMANDED
from tests.operations.owner import ROOT
from tests.operations.test_documented_commands import FENCED
from tests.running_bot import TOKEN

pytestmark = pytest.mark.nightly

ROOMS = ("bot", "delivery", "handlers", "programme", "reports", "rules", "scheduler", "simulator", "storage", "texts")
#: Only for who changes translations.
LEFT_OUT = "made_from.toml"


@pytest.fixture(scope="module")
def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [name for name in listed.splitlines() if (ROOT / name).exists()]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, tracked: list[str]) -> Path:
    """A folder with a wheel that was made from the sdist."""
    source, folder = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("dist")
    for name in tracked:
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes((ROOT / name).read_bytes())
    tools = environment(tmp_path_factory.mktemp("tools") / "venv", "build")
    subprocess.run([tools / "python", "-m", "build", "--outdir", folder, source], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def programs(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment with the wheel alone, without extras."""
    return environment(tmp_path_factory.mktemp("installed") / "venv", str(next(built.glob("*.whl"))))


def environment(folder: Path, *packages: str) -> Path:
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    pip = [str(folder / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*pip, *packages], capture_output=True, text=True, check=False)
    if done.returncode and "No matching distribution" in done.stderr and not os.environ.get(DEMANDED):
        pytest.skip("packages cannot be installed: there is no network")
    assert done.returncode == 0, done.stderr
    return folder / "bin"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """A folder with files that are called as our rooms are."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    for room in ROOMS:
        (folder / f"{room}.py").write_text(f"raise SystemExit('this is not our {room}')\n")
    yield folder
    assert sorted(path.name for path in folder.iterdir()) == sorted(f"{room}.py" for room in ROOMS)


def types(folder: Path, *command: object, **settings: str) -> subprocess.CompletedProcess[str]:
    around = {"PATH": "/usr/bin:/bin", "HOME": str(folder.parent), "PYTHONDONTWRITEBYTECODE": "1", **settings}
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=folder, env=around, capture_output=True, text=True, timeout=60, check=False)


def test_the_wheel_has_every_file_of_every_room(built: Path, tracked: list[str]) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        inside = set(wheel.namelist())
    ours = {name for name in tracked if name.startswith(tuple(f"{room}/" for room in ROOMS))}
    assert {name for name in ours - inside if not name.endswith(LEFT_OUT)} == set()
    assert {name.split("/")[0] for name in inside if "dist-info" not in name} == set(ROOMS)


def test_the_sdist_is_the_checkout(built: Path, tracked: list[str]) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        inside = {name.partition("/")[2] for name in sdist.getnames()}
    assert set(tracked) - inside == set()


def test_it_says_its_version_from_a_folder_with_files_of_the_same_names(programs: Path, elsewhere: Path) -> None:
    said = {
        types(elsewhere, programs / script, "--version").stdout or "nothing" for script in ("mantelzorg-bot", "bot")
    }
    (elsewhere / "bot.py").unlink()  # what -m names is looked for where one is
    by_module = types(elsewhere, programs / "python", "-m", "bot", "--version")
    (elsewhere / "bot.py").touch()
    assert (said, by_module.returncode) == ({by_module.stdout}, 0)


def test_what_needs_no_token_asks_for_none(programs: Path, elsewhere: Path) -> None:
    """With the newest of what it is made of, which no lock holds back."""
    bot = programs / "mantelzorg-bot"
    looked, made = types(elsewhere, bot, "status"), types(elsewhere, bot, "backup", "file")
    assert (looked.returncode, looked.stdout.splitlines()[0]) == (1, "Something is wrong:")
    assert (made.returncode, made.stderr) == (2, "there is no database to back up\n")
    wrong = types(elsewhere, bot, "status", MINIMUM_GROUP="few")
    assert wrong.stderr.startswith("MINIMUM_GROUP is wrong: ")


def test_state_lies_in_the_folder_of_the_setting_or_of_the_user(programs: Path, elsewhere: Path) -> None:
    bot = programs / "mantelzorg-bot"
    refused = types(elsewhere, bot, "tick", "--at", "2026-12-01T12:15Z", BOT_TOKEN=TOKEN)
    by_default = elsewhere.parent / ".local" / "state" / "mantelzorg-bot" / "bot.db"
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert f"there is no database in {by_default}; start the bot" in refused.stderr
    assert not by_default.exists()
    state = str(elsewhere.parent / "state")
    assert types(elsewhere, bot, "migrate", BOT_TOKEN=TOKEN, STATE_DIR=state).returncode == 0
    assert (Path(state) / "bot.db").exists()
    ticked = types(elsewhere, bot, "tick", "--at", "2026-12-01T12:15Z", BOT_TOKEN=TOKEN, STATE_DIR=state)
    assert ticked.returncode == 0, ticked.stderr


def test_the_program_is_installed_and_upgraded_as_operations_has_it(built: Path, tmp_path: Path) -> None:
    """Typed in a folder with what the sdist has in it, which is a checkout."""
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        sdist.extractall(tmp_path / "checkout", filter="data")
    (checkout,) = (tmp_path / "checkout").iterdir()
    blocks = [
        block for block in FENCED.findall((ROOT / "docs" / "operations.md").read_text()) if "requirements.lock" in block
    ]
    assert len(blocks) == 2
    for block in blocks:
        typed = block.replace("/opt/", f"{tmp_path}/opt/").replace("systemctl", "true")
        done = subprocess.run(
            ["/bin/bash", "-eux", "-c", re.sub(r"^mantelzorg-bot status$", "", typed, flags=re.MULTILINE)],
            cwd=checkout,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        program = tmp_path / "opt" / "mantelzorg-bot" / ".venv" / "bin" / "mantelzorg-bot"
        assert types(tmp_path, program, "--version").stdout == f"{version()}\n"
    files = next((tmp_path / "opt").rglob("site-packages")) / "bot" / "settings.py"
    assert files.read_bytes() == (checkout / "bot" / "settings.py").read_bytes()


def test_without_extras_it_says_in_one_line_what_it_cannot_do(programs: Path, elsewhere: Path) -> None:
    told = types(elsewhere, programs / "mantelzorg-bot", "story")
    assert told.returncode == 0, told.stdout[-300:]
    assert told.stderr.splitlines()[0].startswith("Zonder de extra `reports` zijn er geen plaatjes")
    assert "CalledProcessError" not in told.stderr
