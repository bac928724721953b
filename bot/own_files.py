"""Files that are the owner's alone: what the bot makes is, and what others can read is told."""

import glob
import os
from collections.abc import Iterator
from pathlib import Path

from bot.settings import Settings
from bot.state_folder import settings_file
from storage.address import with_driver

#: What others may not do with a new file or folder: anything.
OTHERS = 0o077


def keep_to_owner() -> None:
    """From now on everything this process makes is its owner's alone: databases, journals, copies, temporary files."""
    os.umask(OTHERS)


def readable_by_others(settings: Settings) -> list[str]:
    """A sentence for each file with what people said, or with a secret, that somebody else may read."""
    return [
        f"Others can read {file}: take that away with chmod 600."
        for file in sorted(set(_kept(settings)))
        if os.path.isfile(file) and file.stat().st_mode & OTHERS
    ]


def _kept(settings: Settings) -> Iterator[Path]:
    yield from (settings_file(), settings.ledger, *settings.secret_files)
    yield from settings.state_dir.glob("backups/*")  # of before an upgrade, perhaps made by an older version
    url = with_driver(settings.database_url.get_secret_value())
    if url.get_backend_name() == "sqlite" and url.database:
        database = Path(url.database)
        yield from database.parent.glob(
            f"{glob.escape(database.name)}*"
        )  # with its log and index, and copies beside it
