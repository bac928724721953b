"""`make` sets up a virtual environment, and one that was set up half is not taken for a whole one."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.checks.named_tests import ROOT

#: Makes an environment with a pip that counts the packages it finds, adds one, and may be killed then.
PYTHON = """#!/bin/sh
[ "$*" = "-m venv .venv" ] || exit 64
mkdir -p .venv/bin
cat > .venv/bin/pip <<'END'
#!/bin/sh
ls .venv | grep -c package >> found
echo begun > .venv/package-$$
[ ! -e killed ] || kill -9 $PPID
END
printf '#!/bin/sh\\n' > .venv/bin/python
chmod +x .venv/bin/*
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name in ("Makefile", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "python").write_text(PYTHON)
    (tmp_path / "python").chmod(0o755)
    return tmp_path


def make(checkout: Path, target: str) -> bool:
    command = ["make", "--silent", f"PYTHON={checkout / 'python'}", target]
    return subprocess.run(command, cwd=checkout, capture_output=True, check=False).returncode == 0


def found_by_pip(checkout: Path) -> list[int]:
    return [int(line) for line in (checkout / "found").read_text().split()]


def test_what_is_whole_is_not_set_up_again(checkout: Path) -> None:
    assert make(checkout, "story")
    assert make(checkout, "story")
    assert make(checkout, "translations")
    assert found_by_pip(checkout) == [0, 1]


@pytest.mark.parametrize("before", [[], ["story"]], ids=["the first", "what tests need"])
def test_an_installation_that_was_killed_begins_anew(checkout: Path, before: list[str]) -> None:
    for target in before:
        assert make(checkout, target)
    (checkout / "killed").touch()
    assert not make(checkout, "translations")
    (checkout / "killed").unlink()
    assert make(checkout, "translations")
    assert found_by_pip(checkout)[len(before) + 1] == 0
    assert make(checkout, "story")
