"""Whether the disk has room: for what is written, and for a database that is written anew when somebody is erased."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from bot.settings import Settings
from storage.address import with_driver

MEGABYTE = 1_000_000
LEAST = 100 * MEGABYTE


def lacks(settings: Settings) -> str | None:
    """What is too small, in one line; None when there is room, or nobody can tell."""
    for what, folder, needed in _needed(settings):
        try:
            free = shutil.disk_usage(folder).free
        except OSError:  # not there yet
            continue
        if free < needed:
            return f"{free // MEGABYTE} MB are free for {what}, and {needed // MEGABYTE} should be: make room"
    return None


def _needed(settings: Settings) -> Iterator[tuple[str, Path, int]]:
    yield "the ledger of erasures", settings.ledger.parent, LEAST
    url = with_driver(settings.database_url.get_secret_value())
    if url.get_backend_name() == "sqlite" and url.database:
        file = Path(url.database)
        yield "the database", file.parent, max(LEAST, 2 * file.stat().st_size if file.exists() else 0)
