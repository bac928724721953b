"""Commands that work on what is there do not begin a second, empty database in a folder where one happens to be."""

from bot.settings import Settings
from bot.state_folder import no_database
from bot.wiring import Wiring, wire
from rules.command_line import to_type
from storage import schema
from storage.address import exists, place_of


class NoDatabase(Exception):
    """There is none that this version can work on where the settings say; the message says where that is."""


async def on_existing(settings: Settings) -> Wiring:
    """The parts, on a database that the bot has been started on. NoDatabase: it makes none."""
    address = settings.database_url.get_secret_value()
    if not exists(address):
        raise NoDatabase(no_database(place_of(address)))
    wiring = wire(settings)
    standing = await schema.standing(wiring.database)
    if standing in ("empty", "older"):
        await wiring.database.close()
        raise NoDatabase(no_database(wiring.database.place) if standing == "empty" else _older())
    return wiring


def _older() -> str:
    """Only who starts the bot, or migrates, changes its tables: then a backup is made first."""
    return f"the database is older than this version: start the bot, or run {to_type('migrate')}"
