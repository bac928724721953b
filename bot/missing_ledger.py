"""A restore without the ledger it needs would bring back who was erased since the backup."""

import sqlite3
from contextlib import suppress
from pathlib import Path

from bot.settings import Settings
from storage import backup_contents, erasures, schema
from storage.backup import BackupError
from storage.copying_postgresql import ProgramFailed
from storage.database import Database


async def refuse_without_ledger(settings: Settings, file: Path) -> None:
    """BackupError when neither the ledger nor a database that is replaced can tell who was erased since.

    One that lacks an erasure which the backup itself knows of is older than the backup. A file that cannot be read is
    left to the restore to name.
    """
    ledger, database = settings.ledger, Database(settings.database_url.get_secret_value())
    try:
        is_used = await schema.standing(database) != "empty" and await erasures.is_used(database)
        known = erasures.read(ledger) | await erasures.known_in(database)
    finally:
        await database.close()
    if not is_used and not ledger.exists():
        raise _refused(f"there is no ledger of erasures at {ledger}")
    with suppress(OSError, sqlite3.Error, ProgramFailed):
        if lacking := len(await backup_contents.erased(file) - known):
            raise _refused(
                f"the ledger of erasures at {ledger} lacks {lacking} that the backup knows: it is an older one"
            )


def _refused(why: str) -> BackupError:
    return BackupError(
        f"{why}: who was erased since this backup would be back; put the newest ledger there (ERASURE_LEDGER), or use"
        " --force when it is lost, or nobody was ever erased"
    )
