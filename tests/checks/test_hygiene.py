"""No file has what nobody wants in it, whether or not its writer uses pre-commit."""

import subprocess
from pathlib import Path

import pytest

from tests.checks.hygiene import LARGEST, problems, told
from tests.checks.named_tests import ROOT

#: As its makers publish it.
NOT_OURS = {ROOT / "reports" / "data" / "nld.topo.json"}


def in_git(*options: str) -> set[Path]:
    listed = subprocess.run(["git", "ls-files", "-z", *options], cwd=ROOT, capture_output=True, text=True, check=True)
    return {ROOT / name for name in listed.stdout.split("\0") if name}


def test_every_file_of_the_project_is_clean() -> None:
    paths = in_git() - NOT_OURS
    assert len(paths) > 500
    assert told(sorted(path for path in paths if path.is_file())) == []


def test_nothing_that_can_be_made_again_is_in_git() -> None:
    """A link to a virtual environment, say, that replaces the real one in the next checkout."""
    assert in_git("--cached", "--ignored", "--exclude-standard") == set()


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.py", "x = 1 \n", "blanks at the end of a line"),
        ("a.py", "x = 1\r\n", "blanks at the end of a line"),
        ("a.py", "x = 1", "not one line feed at its end"),
        ("a.py", "x = 1\n\n", "not one line feed at its end"),
        ("a.md", "ours\n" + "=" * 7 + "\n", "an unfinished merge"),
        ("a.md", "<" * 7 + " HEAD\n", "an unfinished merge"),
        ("a.pem", "-----BEGIN " + "RSA PRIVATE KEY-----\n", "a private key"),
        (".env.example", "BOT_TOKEN=1234567890:" + "aB-_9" * 7 + "\n", "what looks like a bot's token"),
        ("a.toml", "x = \n", "blanks at the end of a line"),
        ("a.toml", "x =\n", "not toml"),
        ("a.yml", "x: [\n", "not yml"),
        ("a.txt", "\n".join("." * (LARGEST // 2)) + "\n\n", "larger than 500 kB"),
    ],
)
def test_what_nobody_wants_is_told(name: str, content: str, problem: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content.encode())
    assert problem in list(problems(path))
    assert content.strip() not in "\n".join(told([path]))


@pytest.mark.parametrize(("name", "content"), [("empty", b""), ("a.png", b"\x89PNG \r\n\xff"), ("a.yaml", b"x: 1\n")])
def test_what_is_fine_is_left_alone(name: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert told([path]) == []
