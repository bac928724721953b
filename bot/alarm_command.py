"""`mantelzorg-bot alarm`: who is told when something is wrong, and whether it arrives."""

from bot import alarm_channels
from bot.owner_alarm import say, why
from bot.settings import Settings
from storage import memberships
from storage.address import exists
from storage.database import Database

TEST = "This is a test of the check-in bot: so it looks when something is wrong. Nothing is."


async def reached(settings: Settings) -> list[str]:
    """Who hears of trouble, a line for each way; [] when nobody does. A heartbeat alone tells only a service."""
    managers = await _managers(settings)
    found = [f"managers: {managers}, in their chat with the bot"] if managers else []
    found += [f"the owner, by {name}" for name in alarm_channels.channels(settings)]
    return found + (["the service at HEARTBEAT_URL, each minute"] if settings.heartbeat_url else [])


async def _managers(settings: Settings) -> int:
    address = settings.database_url.get_secret_value()
    if not exists(address):
        return 0
    database = Database(address, settings.identity_cipher)
    try:
        async with database.read() as connection:
            return len(await memberships.managers(connection))
    finally:
        await database.close()


async def tested(settings: Settings) -> dict[str, str | None]:
    """Every way of the owner's is tried; by its name why it did not arrive, None when it did."""
    outcomes = await say(alarm_channels.channels(settings), TEST)
    if settings.heartbeat_url:
        outcomes["heartbeat"] = await _beaten(settings.heartbeat_url.get_secret_value())
    return outcomes


async def _beaten(address: str) -> str | None:
    """As when all is well: a test ought to wake nobody at the service."""
    try:
        await alarm_channels.beat(address, None)
    except Exception as error:
        return why(error)
    return None
