"""Looks at the bot from outside: at its database, whether or not it runs, and without changing anything."""

from dataclasses import dataclass
from datetime import datetime

from bot import status
from bot.alarm_channels import channels
from bot.own_files import readable_by_others
from bot.settings import Settings
from programme.loading import load
from programme.model import Programme
from rules import causes
from rules.keeping import after_months
from storage import schema
from storage.address import exists
from storage.database import Database
from storage.errors import is_of_database

MEANING = {
    "empty": "The database is empty: the bot has never been started on it.",
    "older": "The database is older than this version: start the bot, or run python -m bot migrate.",
    "newer": "The database is newer than this version: start the newer version of the bot.",
}


@dataclass(frozen=True, slots=True)
class Report:
    """What is wrong (nothing: []), and how everything stands."""

    problems: list[str]
    lines: list[str]

    def __str__(self) -> str:
        wrong = ["Something is wrong:", *(f"- {problem}" for problem in self.problems)]
        return "\n".join([*(wrong if self.problems else ["All is well."]), *([""] if self.lines else []), *self.lines])


async def report(settings: Settings, now: datetime) -> Report:
    """Looks once, at this moment."""
    found = await _of_database(settings, now)
    return Report([*found.problems, *readable_by_others(settings)], found.lines)


async def _of_database(settings: Settings, now: datetime) -> Report:
    programme = load(settings.programme_file)
    address = settings.database_url.get_secret_value()
    if not exists(address):
        return Report([MEANING["empty"]], [])  # looking must not make it
    database = Database(address)
    try:
        found = await _look(database, programme, now)
        return Report(found.problems, [*found.lines, *chosen(settings)] if found.lines else [])
    except Exception as error:
        if not is_of_database(error):
            raise
        return Report([f"The database does not answer: {causes.told(error)}."], [])
    finally:
        await database.close()


def chosen(settings: Settings) -> list[str]:
    """What the owner decided about keeping people, and may have forgotten to decide."""
    ends_on, keeping = settings.programme_ends_on, settings.keeping
    last = after_months(ends_on, keeping.answers_months).isoformat() if ends_on else None
    ways = ", ".join(channels(settings))
    return [
        f"alarms     {f'to the managers, and to the owner by {ways}' if ways else 'to the managers alone'}",
        f"people     {'sealed' if settings.identity_key else 'not sealed: IDENTITY_KEY is not set'}",
        f"kept       {f'until {last}' if last else 'without end: PROGRAMME_ENDS_ON is not set'}",
    ]


async def _look(database: Database, programme: Programme, now: datetime) -> Report:
    standing = await schema.standing(database)
    if standing != "current":
        return Report([MEANING[standing]], [])
    async with database.long_read() as connection:
        seen = await status.inspect(connection, programme, now)
    return Report(status.problems(seen), status.lines(seen))
