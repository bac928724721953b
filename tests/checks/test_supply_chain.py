"""What the bot is made of is locked by hash, and what is known against it is heard; silence is no all-clear."""

import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

from reports.installed import PACKAGES
from tests.checks.vulnerabilities import ROOT, UNREACHABLE, verdict

LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-fuzz.lock")
FINE = {"name": "aiohttp", "version": "3.12", "vulns": []}
BROKEN = {"name": "old", "version": "1.0", "vulns": [{"id": "CVE-2026-1", "fix_versions": ["1.1"]}]}
UNKNOWN = {"name": "segno", "skip_reason": "not found"}


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_locked_to_a_version_and_hashes(name: str) -> None:
    content = Path(ROOT / name).read_text(encoding="utf-8")
    packages = re.split(r"\n(?=\S)", content.strip())
    assert len(packages) > 20
    for package in packages:
        assert re.match(r"[a-z0-9._-]+(\[[a-z,]+\])?==[^ ]+ ", package), package
        assert "--hash=sha256:" in package
    assert "://" not in content


def test_what_runs_is_the_same_in_all_locks() -> None:
    runtime, dev, fuzz = ({line.split(" ")[0] for line in _heads(name)} for name in LOCKS)
    assert runtime <= dev & fuzz


def test_only_who_fuzzes_installs_a_fuzzer() -> None:
    """It is a large compiled package, and there is none of it for every Python."""
    runtime, dev, fuzz = ({line.split("==")[0] for line in _heads(name)} for name in LOCKS)
    assert fuzz - runtime == {"atheris"}
    assert "atheris" not in runtime | dev


def test_the_bot_as_it_is_shipped_makes_every_kind_of_file() -> None:
    """The extra is in the lock that `make run` installs, and in nothing that is needed without it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extra, needed = ({_name(one) for one in part} for part in (_extra(project), project["dependencies"]))
    assert extra <= {line.split("==")[0] for line in _heads("requirements.lock")}
    assert not extra & needed
    assert {_name(packages_distributions()[name][0]) for name in PACKAGES} == extra


def test_the_bot_loads_nothing_that_makes_files() -> None:
    """It starts without, and what draws is the business of a process of its own."""
    shown = f"import bot.__main__, bot.running, bot.wiring, sys; print(sorted({set(PACKAGES)} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", shown], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"


def _extra(project: dict[str, Any]) -> list[str]:
    return list(project["optional-dependencies"]["reports"])


def _name(requirement: str) -> str:
    return re.split(r"[\[<>=;]", requirement)[0].lower().replace("_", "-")


def _heads(name: str) -> list[str]:
    return [line for line in Path(ROOT / name).read_text(encoding="utf-8").splitlines() if not line.startswith(" ")]


@pytest.mark.parametrize(
    ("packages", "code", "said"),
    [
        ([FINE, FINE], 0, "No known vulnerabilities in 2 packages."),
        ([FINE, UNKNOWN], 0, "No known vulnerabilities in 2 packages. 1 of them could not be looked up."),
        ([UNKNOWN, UNKNOWN], 0, UNREACHABLE),
        ([FINE, BROKEN, UNKNOWN], 1, "Known vulnerabilities:\nold 1.0: CVE-2026-1 (mended in 1.1)"),
    ],
)
def test_a_known_vulnerability_fails_and_silence_is_called_silence(
    packages: list[dict[str, object]], code: int, said: str
) -> None:
    assert verdict({"dependencies": packages}) == (code, said)
    assert verdict(None) == (0, UNREACHABLE)
