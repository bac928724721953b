"""What the documents say to type works, in a fresh folder of a machine that has nothing else."""

import asyncio
import re
import sys
from asyncio.subprocess import PIPE, STDOUT
from pathlib import Path

import pytest

from simulator.phone import Telegram
from tests.checks.named_tests import exists
from tests.operations.owner import ROOT
from tests.running_bot import TOKEN, USERNAME

pytestmark = [pytest.mark.slow, pytest.mark.over_http]

FENCED = re.compile(r"```(?:sh|sql)\n(.*?)```", re.DOTALL)
DOCUMENTS = ("README.md", "docs/operations.md")
#: What runs by another test, by how it begins; there is more around it than a folder.
ELSEWHERE = {
    "python3 -m venv /opt": "tests/operations/test_package.py"
    "::test_the_program_is_installed_and_upgraded_as_operations_has_it",
    "systemctl stop": "tests/operations/test_package.py"
    "::test_the_program_is_installed_and_upgraded_as_operations_has_it",
    "mantelzorg-bot setup": "tests/bot/test_setting_up.py::test_what_is_given_is_tried_out_and_not_asked",
    "make demo": "tests/demo/test_demo.py::test_demo_ends_quietly_on_ctrl_c",
    "DATABASE_URL='postgresql://bot": "tests/storage/test_postgresql_address.py"
    "::test_an_address_means_what_libpq_takes_it_for",
    "mantelzorg-bot copy-database": "tests/operations/test_copy_database.py::test_the_owner_types_it",
    "GRANT pg_checkpoint": "tests/stories/test_erasure_on_postgresql.py"
    "::test_with_the_rights_that_operations_asks_for_nothing_is_left_in_any_file",
}
BLOCKS = [block for name in DOCUMENTS for block in FENCED.findall((ROOT / name).read_text(encoding="utf-8"))]
HERE = [block for block in BLOCKS if not block.startswith(tuple(ELSEWHERE))]
#: Folders of the whole machine, which here lie in a folder of the test.
SYSTEM = re.compile(r"(?<![\w.])/(etc|opt|var/lib|usr/local)/")
#: The test's machine has one user.
OWNERS = re.compile(r" -[og] mantelzorg-bot\b")
CRON = re.compile(r"^(?:\S+ ){5} ?\S+ +", re.MULTILINE)
PATIENCE = 60


class Machine:
    """A folder with what a machine has: the program as it is installed, and stand-ins that note what they are told."""

    def __init__(self, folder: Path, telegram: Telegram) -> None:
        self.root = folder / "machine"
        self.fresh = folder / "fresh"
        self._programs = folder / "programs"
        installed = self.root / "opt" / "mantelzorg-bot" / ".venv" / "bin"
        needed = (
            installed,
            self._programs,
            self.fresh,
            *map(self.path, ("etc/systemd/system", "usr/local/sbin")),
        )
        for one in needed:
            one.mkdir(parents=True)
        for name in ("deploy", "docs"):
            (self.fresh / name).symlink_to(ROOT / name)
        python = f'PYTHONPATH="{ROOT}" exec "{sys.executable}" -P'
        for place in (installed, self._programs):
            _program(place / "mantelzorg-bot", f'{python} -m bot "$@"')
        for name in ("python", "python3"):
            _program(self._programs / name, f'{python} "$@"')
        _program(self._programs / "sudo", 'shift 2; exec env "$@"')
        for name in ("systemctl", "systemd-sysusers"):
            _program(self._programs / name, f'echo "{name} $*" >> "{self.root}/called"')
        self._around = {
            "PATH": f"{self._programs}:/usr/bin:/bin",
            "HOME": str(folder),
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": telegram.url,
            "STATE_DIR": str(folder / "state"),
        }

    def path(self, name: str) -> Path:
        return self.root / name

    async def runs(self, script: str) -> None:
        """Types it, in the fresh folder; what is to be pasted is the token."""
        shell = await asyncio.create_subprocess_exec(
            *("/bin/bash", "-eu", "-c", script),
            cwd=self.fresh,
            env=self._around,
            stdin=PIPE,
            stdout=PIPE,
            stderr=STDOUT,
        )
        said, _ = await asyncio.wait_for(shell.communicate(TOKEN.encode()), PATIENCE)
        assert shell.returncode == 0, said.decode()

    def here(self, block: str) -> str:
        """The block as it is typed on this machine. `status` ends with what it found, cron begins with fields."""
        typed = SYSTEM.sub(rf"{self.root}/\1/", CRON.sub("env ", OWNERS.sub("", block)))
        return re.sub(r"( status)$", r"\1 || [ $? -le 3 ]", typed, flags=re.MULTILINE)


def _program(path: Path, does: str) -> None:
    path.write_text(f"#!/bin/sh\n{does}\n")
    path.chmod(0o755)


@pytest.fixture
async def machine(telegram: Telegram, tmp_path: Path) -> Machine:
    await telegram.bot(TOKEN, USERNAME, "Mantelzorg")
    return Machine(tmp_path, telegram)


@pytest.mark.parametrize("block", HERE, ids=lambda block: block.splitlines()[0][:40])
async def test_what_the_handbook_says_works(block: str, machine: Machine) -> None:
    """After a drill there is no token, until the terminal is closed."""
    state = machine.path("var/lib/mantelzorg-bot")
    begun = f"mantelzorg-bot migrate; STATE_DIR={state} mantelzorg-bot migrate"
    ended = f"BOT_TOKEN={TOKEN} mantelzorg-bot migrate"
    await machine.runs(f"{begun}\nset -a\nIDENTITY_KEY=\n{machine.here(block)}\n{ended}")


async def test_a_service_is_put_in_its_place(machine: Machine) -> None:
    """With its token for its own eyes, and what systemd is told."""
    block, enabled = (next(one for one in BLOCKS if words in one) for words in ("systemd-sysusers", "systemctl enable"))
    await machine.runs(machine.here(block))
    await machine.runs(machine.here(enabled.replace("mantelzorg-bot setup", "mantelzorg-bot migrate")))
    token = machine.path("etc/mantelzorg-bot/bot_token")
    assert (token.read_text(), token.stat().st_mode & 0o777) == (TOKEN, 0o600)
    there = {path.name for path in machine.path("etc/systemd/system").iterdir()}
    called = machine.path("called").read_text().split()
    assert {one for one in called if one.startswith("mantelzorg-bot")} <= there
    assert called[:1] == ["systemd-sysusers"]


def test_every_block_is_tried_here_or_by_the_test_that_is_named() -> None:
    assert len(HERE) >= 6
    assert [test for test in ELSEWHERE.values() if not exists(test)] == []
    assert [begins for begins in ELSEWHERE if not any(block.startswith(begins) for block in BLOCKS)] == []
