"""A folder of backups, of which the newest stay."""

import re
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

#: Only what we named ourselves is ever removed.
NAMED = re.compile(r"mantelzorg-bot-\d{4}-\d\d-\d\dT\d{6}Z\.backup")
#: What is being written is called like the backup, some letters, and this.
PART = ".part"
_HALF = re.compile(rf"(?:before-upgrade-)?({NAMED.pattern})\.\w+\{PART}")
#: Nobody writes one for so long.
WRITTEN_WITHIN = timedelta(days=1)


def name_at(now: datetime) -> str:
    """The file's name; sorted by name, they are sorted by time. now: aware UTC."""
    return f"mantelzorg-bot-{now:%Y-%m-%dT%H%M%S}Z.backup"


def next_in(folder: Path, now: datetime) -> Path:
    """Where the next one comes. The folder is made, for its owner alone: from cron nobody else does."""
    with suppress(OSError):  # who writes there says what is wrong with it
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder / name_at(now)


def made_in(folder: Path) -> list[Path]:
    """The backups, the newest first."""
    return sorted((file for file in folder.iterdir() if NAMED.fullmatch(file.name)), reverse=True)


def remove_older(folder: Path, keep: int, now: datetime) -> list[Path]:
    """Removes all but the newest `keep`; those that went. Also what was never finished, which counts for nothing."""
    _remove_halves(folder, now)
    # What bears a moment that is still to come, a wrong clock made: it would outlive every new one.
    older = sorted(made_in(folder), key=lambda file: file.name > name_at(now))[keep:]
    for file in older:
        file.unlink()
    return older


def _remove_halves(folder: Path, now: datetime) -> None:
    # Of somebody who was killed: it holds what people said, and nobody would ever look at it.
    longest_ago = name_at(now - WRITTEN_WITHIN)
    for file in folder.iterdir():
        named = _HALF.fullmatch(file.name)
        if named and named[1] < longest_ago:
            file.unlink()
