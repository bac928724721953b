"""What somebody has to type, as they can paste it: by the name under which this program was started."""

import os
import shutil
import sys
from pathlib import Path
from shlex import quote

#: As pip installs it, and as it is called where nobody started it as a program.
NAME = "mantelzorg-bot"
SCRIPTS = (NAME, "bot")


def to_type(words: str) -> str:
    """Such as `mantelzorg-bot status`, for "status". What is in deploy/ says in CALLED_AS how it is called there."""
    return f"{os.environ.get('CALLED_AS') or _as_started(Path(sys.argv[0]))} {words}"


def _as_started(program: Path) -> str:
    if (program.parent.name, program.name) == ("bot", "__main__.py"):
        return f"{quote(_from_here(Path(sys.executable)))} -m bot"
    if program.name not in SCRIPTS:
        return NAME
    found = shutil.which(program.name)
    # Of the same name the shell may find another one, with another database.
    return program.name if found and Path(found).resolve() == program.resolve() else quote(_from_here(program))


def _from_here(program: Path) -> str:
    """By its shortest path; not as only its name, which a shell would look for elsewhere."""
    here = Path.cwd()
    return str(program.relative_to(here)) if program.is_relative_to(here) and program.parent != here else str(program)
