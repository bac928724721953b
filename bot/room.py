"""Whether the disk has room: for what is written, and for a database that is written anew when somebody is erased.

And whether the ledger can be written at all: nothing else tells until the day on which somebody is erased.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from bot.settings import Settings
from storage.address import with_driver

MEGABYTE = 1_000_000
LEAST = 100 * MEGABYTE


def lacks(settings: Settings) -> str | None:
    """What is too small or cannot be written, in one line; None when there is room, or nobody can tell."""
    if why := refuses_ledger(settings.ledger):
        return why
    for what, folder, needed in _needed(settings):
        try:
            free = shutil.disk_usage(folder).free
        except OSError:  # not there yet
            continue
        if free < needed:
            return f"{free // MEGABYTE} MB are free for {what}, and {needed // MEGABYTE} should be: make room"
    return None


def refuses_ledger(ledger: Path) -> str | None:
    """Why this user cannot write the ledger of erasures, in one line; None: they can, or make one."""
    there = next(place for place in (ledger, *ledger.parents) if os.path.exists(place))
    is_usable = os.access(there, os.R_OK | os.W_OK) and os.path.isdir(there) == (there != ledger)
    return None if is_usable else f"the ledger of erasures cannot be written: give the bot's user the right to {there}"


def _needed(settings: Settings) -> Iterator[tuple[str, Path, int]]:
    yield "the ledger of erasures", settings.ledger.parent, LEAST
    url = with_driver(settings.database_url.get_secret_value())
    if url.get_backend_name() == "sqlite" and url.database:
        file = Path(url.database)
        yield "the database", file.parent, max(LEAST, 2 * file.stat().st_size if file.exists() else 0)
