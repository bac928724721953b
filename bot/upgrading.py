"""Before a newer version changes the tables: nobody works on them any more, and how they were is kept."""

import logging
from datetime import datetime
from pathlib import Path

from bot import looking_twice
from bot.settings import Settings
from rules.command_line import to_type
from storage import backup_rotation, schema
from storage.backup import BackupError, back_up
from storage.database import Database

log = logging.getLogger(__name__)

#: How it is told that it is meant.
ANYWAY, WITHOUT = "migrate --while-running", "migrate --without-backup"


class OlderAtWork(Exception):
    """An older version works on this database, which would find tables that it does not know."""


async def make_ready(
    database: Database, settings: Settings, now: datetime, *, while_running: bool = False, without_backup: bool = False
) -> None:
    """Refuses or makes a backup when this version changes the tables; else does nothing.

    OlderAtWork while another process is at work on them. BackupError when no backup can be made.
    """
    if await schema.standing(database) != "older":
        return
    if not while_running and await looking_twice.is_in_use(database, now):
        raise OlderAtWork(
            "this version changes the tables, and another process of an older one works on them, or did until a moment"
            f" ago; stop every process first ({to_type(ANYWAY)}: it is meant)"
        )
    if not without_backup:
        log.warning("the tables are changed; how they were is in %s", await _kept(settings, now))


async def _kept(settings: Settings, now: datetime) -> Path:
    folder = settings.state_dir / "backups"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / f"before-upgrade-{backup_rotation.name_at(now)}"
    try:
        await back_up(settings.database_url.get_secret_value(), file)
    except BackupError as error:
        raise BackupError(f"the tables are left as they are, for {error} ({to_type(WITHOUT)}: it is meant)") from None
    return file
