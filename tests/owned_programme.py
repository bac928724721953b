"""The programme file of an owner who filled everything in, and speaks every language: what tests run with.

The file in `programme/` leaves empty what only its owner knows, and then nobody can say yes to anything.
"""

import atexit
import os
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from programme.example import EXAMPLE_FILE
from programme.loading import DEFAULT_FILE

_CONTROLLER = re.compile(r"^\[controller\].*?(?=^\[(?!controller))", re.MULTILINE | re.DOTALL)
_LANGUAGES = re.compile(r"^(languages = \[.*?\]).*$", re.MULTILINE)


def write_to(folder: Path) -> Path:
    """A copy of the programme file with the example's controller, and all languages on."""
    (filled,) = _CONTROLLER.findall(EXAMPLE_FILE.read_text(encoding="utf-8"))
    whole, replaced = _CONTROLLER.subn(lambda _: filled, DEFAULT_FILE.read_text(encoding="utf-8"))
    whole, spoken = _LANGUAGES.subn(lambda found: f"{found[1]}\n{found[1].replace('languages', 'languages_on')}", whole)
    assert (replaced, spoken) == (1, 1)
    file = folder / "owned.toml"
    file.write_text(whole, encoding="utf-8")
    return file


def put_in_force() -> None:
    """For programs that are no tests: in this process and in those that it starts, until it ends."""
    folder = TemporaryDirectory(prefix="programme-")
    atexit.register(folder.cleanup)
    os.environ["PROGRAMME_FILE"] = str(write_to(Path(folder.name)))
