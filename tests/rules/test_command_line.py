"""A message names a command as whoever reads it can paste it."""

import sys
from pathlib import Path

import pytest

from rules.command_line import to_type


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an environment that has the program in it, and one that the shell looks in."""
    for folder in ("venv/bin", "on the path"):
        (tmp_path / folder).mkdir(parents=True)
    _program(tmp_path / "venv" / "bin" / "mantelzorg-bot")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path / "on the path"))
    monkeypatch.delenv("CALLED_AS", raising=False)
    return tmp_path


def _program(path: Path) -> None:
    path.touch()
    path.chmod(0o755)


def started(monkeypatch: pytest.MonkeyPatch, argument: object, executable: object = "/usr/bin/python3") -> str:
    monkeypatch.setattr(sys, "argv", [str(argument), "status"])
    monkeypatch.setattr(sys, "executable", str(executable))
    return to_type("status")


def test_it_is_called_by_its_name_where_the_shell_finds_it(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = here / "on the path" / "mantelzorg-bot"
    found.symlink_to(here / "venv" / "bin" / "mantelzorg-bot")
    for path in (found, "venv/bin/mantelzorg-bot", here / "venv" / "bin" / "mantelzorg-bot"):
        assert started(monkeypatch, path) == "mantelzorg-bot status"


def test_beside_another_of_the_same_name_it_is_called_by_its_path(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shell would find that of the service, with another database."""
    _program(here / "on the path" / "mantelzorg-bot")
    assert started(monkeypatch, "venv/bin/mantelzorg-bot") == "venv/bin/mantelzorg-bot status"
    assert started(monkeypatch, here / "venv/bin/mantelzorg-bot") == "venv/bin/mantelzorg-bot status"
    assert started(monkeypatch, "/opt/a b/bin/mantelzorg-bot") == "'/opt/a b/bin/mantelzorg-bot' status"


def test_a_module_is_run_by_the_python_that_ran_it(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = "/src/bot/__main__.py"
    assert started(monkeypatch, module, here / "venv/bin/python") == "venv/bin/python -m bot status"
    assert started(monkeypatch, module, "/opt/venv/bin/python") == "/opt/venv/bin/python -m bot status"
    assert started(monkeypatch, module, here / "python") == f"{here / 'python'} -m bot status"


def test_what_lies_ready_says_how_it_is_called_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLED_AS", "docker compose exec bot mantelzorg-bot")
    assert started(monkeypatch, "/opt/bot/bin/mantelzorg-bot") == "docker compose exec bot mantelzorg-bot status"


def test_in_another_program_it_is_called_as_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert started(monkeypatch, "/usr/bin/pytest") == "mantelzorg-bot status"
