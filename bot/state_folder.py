"""Where the bot keeps its state and its settings, unless STATE_DIR says so; never where one happens to be."""

import os
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]


def by_default() -> Path:
    """What systemd gives; `var` in a checkout; else the user's own folder for the state of programs (XDG)."""
    if given := os.environ.get("STATE_DIRECTORY"):
        return Path(given.partition(":")[0])
    if (CHECKOUT / "pyproject.toml").exists():
        return CHECKOUT / "var"
    home = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(home) / "mantelzorg-bot"


def settings_file() -> Path:
    """The file with settings: where one is, else in the state folder."""
    here = Path(".env")
    return here if here.is_file() else Path(os.environ.get("STATE_DIR") or by_default()).expanduser() / ".env"
