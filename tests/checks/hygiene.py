"""What no file may have. `python -m tests.checks.hygiene FILE…` is for pre-commit; `make check` looks at every file."""

import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import yaml

LARGEST = 500_000
UNWANTED = {
    "blanks at the end of a line": re.compile(r"[ \t\r]$", re.MULTILINE),
    "an unfinished merge": re.compile(r"^(<{7} |>{7} |={7}$)", re.MULTILINE),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "what looks like a bot's token": re.compile(r"\b\d{8,10}:[\w-]{35}\b"),
}
PARSERS: dict[str, Callable[[str], object]] = {
    ".toml": tomllib.loads,
    ".yaml": yaml.safe_load,
    ".yml": yaml.safe_load,
}


def problems(path: Path) -> Iterator[str]:
    """What is wrong with a file, without quoting it."""
    content = path.read_bytes()
    if len(content) > LARGEST:
        yield f"larger than {LARGEST // 1000} kB"
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return
    yield from (what for what, pattern in UNWANTED.items() if pattern.search(text))
    if text and text != text.rstrip("\n") + "\n":
        yield "not one line feed at its end"
    if not _can_be_read(path.suffix, text):
        yield f"not {path.suffix.removeprefix('.')}"


def _can_be_read(suffix: str, text: str) -> bool:
    try:
        PARSERS.get(suffix, str)(text)
    except (tomllib.TOMLDecodeError, yaml.YAMLError):
        return False
    return True


def told(paths: Sequence[Path]) -> list[str]:
    """A line for each problem of these files."""
    return [f"{path}: {problem}" for path in paths for problem in problems(path)]


if __name__ == "__main__":
    sys.exit("\n".join(told([Path(name) for name in sys.argv[1:]])) or 0)
