"""Where the bot keeps its state and its settings, unless STATE_DIR says so; never where one happens to be."""

import os
from pathlib import Path

from pydantic_settings.exceptions import SettingsError

from rules.command_line import to_type

CHECKOUT = Path(__file__).parents[1]


def by_default() -> Path:
    """What systemd gives; `var` in a checkout; else the user's own folder for the state of programs (XDG).

    SettingsError when there is none.
    """
    if given := os.environ.get("STATE_DIRECTORY"):
        return Path(given.partition(":")[0])
    if (CHECKOUT / "pyproject.toml").exists():
        return CHECKOUT / "var"
    try:
        home = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    except RuntimeError:
        raise SettingsError("STATE_DIR is not set, and who runs this has no home folder: name one") from None
    return Path(home) / "mantelzorg-bot"


def settings_file() -> Path:
    """The file with settings: where one is, else in the state folder."""
    here = Path(".env")
    return here if here.is_file() else Path(os.environ.get("STATE_DIR") or by_default()).expanduser() / ".env"


def no_database(place: str) -> str:
    """What to do where nothing is. Rather this than a second, empty one beside that of yesterday."""
    return (
        f"there is no database in {place}; start the bot ({to_type('run')}) if this is the first time,"
        " else mend STATE_DIR or DATABASE_URL"
    )
