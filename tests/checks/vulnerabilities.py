"""`make vulnerabilities`: is something known against the locked packages? Without a network: says so, and passes."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SECONDS = 300
UNREACHABLE = "Not checked: the list of known vulnerabilities cannot be reached. Try again with a network."
ASK = [sys.executable, "-m", "pip_audit", "--progress-spinner", "off", "--require-hashes", "--disable-pip"]


def verdict(answer: Mapping[str, Any] | None) -> tuple[int, str]:
    """The exit code and what to say. answer: what pip-audit wrote as JSON; None when it got no answer itself."""
    if answer is None:
        return 0, UNREACHABLE
    packages = answer["dependencies"]
    found = [f"{one['name']} {one['version']}: {_named(one['vulns'])}" for one in packages if one.get("vulns")]
    if found:
        return 1, "\n".join(["Known vulnerabilities:", *found])
    skipped = sum("skip_reason" in one for one in packages)  # a mirror that knows no vulnerabilities is no all-clear
    if skipped == len(packages):
        return 0, UNREACHABLE
    left = f" {skipped} of them could not be looked up." if skipped else ""
    return 0, f"No known vulnerabilities in {len(packages)} packages.{left}"


def _named(vulnerabilities: list[Mapping[str, Any]]) -> str:
    return ", ".join(
        f"{one['id']} (mended in {' or '.join(one['fix_versions']) or 'no version'})" for one in vulnerabilities
    )


def ask(lock: Path = ROOT / "requirements.lock") -> Mapping[str, Any] | None:
    """What pip-audit knows of the locked packages; None when nobody answers it."""
    try:
        done = subprocess.run([*ASK, "-f", "json", "-r", str(lock)], capture_output=True, text=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return None
    if done.stdout:
        return dict(json.loads(done.stdout))
    if "ConnectionError" in done.stderr or "Max retries" in done.stderr or "network" in done.stderr:
        return None
    raise SystemExit(done.stderr or "pip-audit said nothing")


if __name__ == "__main__":
    code, said = verdict(ask())
    sys.stdout.write(f"{said}\n")
    sys.exit(code)
