"""`mantelzorg-bot rotate-key`: who people are, sealed with another key."""

from datetime import datetime

from bot import looking_twice
from bot.settings import Settings
from storage import identity_key, replicas
from storage.database import Database
from storage.identity_cipher import IdentityKeyError


async def reseal(settings: Settings, now: datetime) -> int:
    """Seals everything that names somebody with IDENTITY_KEY; how many values. IdentityKeyError says what is wrong.

    In one transaction: whatever happens meanwhile, all of it has one key. What stood there before is gone from the
    files right after.
    """
    database = Database(settings.database_url.get_secret_value(), settings.identity_cipher)
    try:
        if await looking_twice.is_in_use(database, now):
            raise IdentityKeyError(replicas.AT_WORK)
        async with database.long_write() as connection:
            sealed = await identity_key.rotate(connection, settings.seal_before, settings.identity_cipher, now)
        await database.scrub(large=True)
        return sealed
    finally:
        await database.close()
