"""A restore without the ledger of erasures would bring back who was erased since the backup."""

from bot.settings import Settings
from storage import erasures, schema
from storage.backup import BackupError
from storage.database import Database


async def refuse_without_ledger(settings: Settings) -> None:
    """BackupError when neither the ledger nor a database that is replaced can tell who was erased."""
    if settings.ledger.exists():
        return
    database = Database(settings.database_url.get_secret_value())
    try:
        is_new = await schema.standing(database) == "empty" or not await erasures.is_used(database)
    finally:
        await database.close()
    if is_new:
        raise BackupError(
            f"there is no ledger of erasures at {settings.ledger}: who was erased since this backup would be back; put"
            " the ledger there (ERASURE_LEDGER), or use --force when nobody was ever erased"
        )
