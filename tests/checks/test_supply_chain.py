"""What the bot is made of is locked by hash, and what is known against it is heard; silence is no all-clear."""

import re
from pathlib import Path

import pytest

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
