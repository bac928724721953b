"""Looks at the bot from outside: at its database, whether or not it runs, and without changing anything."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from sqlalchemy.exc import DBAPIError

from bot import looking_twice, status
from bot.alarm_channels import channels, somebody
from bot.end_in_doubt import EndInDoubt
from bot.going_live import missing_to_go_live
from bot.own_files import readable_by_others
from bot.room import lacks
from bot.settings import Settings
from bot.shorter_terms import ShorterTerms
from bot.state_folder import no_database
from bot.status import Seen
from bot.taking_in import keeps_out
from programme.loading import load
from programme.model import Programme
from rules import causes
from rules.command_line import to_type
from rules.keeping import after_months
from storage import kept_terms, retention, schema
from storage.address import exists, place_of
from storage.database import Database
from storage.errors import is_of_database

MEANING = {
    "empty": "The database is empty: the bot has never been started on it.",
    "older": "The database is older than this version: start the bot, or run {migrate}.",
    "newer": "The database is newer than this version: start the newer version of the bot.",
}


class Report(Struct, frozen=True):
    """What is wrong (nothing: []), how everything stands, and what is missing before people may be invited."""

    problems: list[str]
    lines: list[str]
    missing: Sequence[str] = ()

    @property
    def exit_code(self) -> int:
        """1: something is wrong. 3: all is well, and something is missing to go live. 0: neither."""
        return 1 if self.problems else 3 if self.missing else 0

    def __str__(self) -> str:
        wrong = ["Something is wrong:", *(f"- {problem}" for problem in self.problems)]
        missing = ["", "Missing to go live:", *(f"- {one}" for one in self.missing)] if self.missing else []
        stands = ["", *self.lines] if self.lines else []
        return "\n".join([*(wrong if self.problems else ["All is well."]), *stands, *missing])


async def report(settings: Settings, now: datetime) -> Report:
    """Looks once, at this moment."""
    found = await _of_database(settings, now)
    problems = [*_of_disk(settings, found.problems), *found.problems, *readable_by_others(settings)]
    missing = missing_to_go_live(settings, load(settings.programme_file).as_spoken())
    return Report(problems, found.lines, [one for one in missing if one not in problems])


def _of_disk(settings: Settings, told: Sequence[str]) -> Iterator[str]:
    """First: a process whose heartbeat finds no room seems not to run."""
    why = lacks(settings)
    if why and not any(why in one for one in told):
        yield _sentence(why)


async def _of_database(settings: Settings, now: datetime) -> Report:
    programme = load(settings.programme_file)
    address = settings.database_url.get_secret_value()
    if not exists(address):
        return Report([_sentence(no_database(place_of(address)))], [])  # looking must not make it
    database = Database(address)
    try:
        found = await _look(database, programme, settings, now)
        return Report(found.problems, [*found.lines, *chosen(settings), _languages(programme)] if found.lines else [])
    except Exception as error:
        if not is_of_database(error):
            raise
        return Report([f"The database does not answer: {causes.told(error)}."], [])
    finally:
        await database.close()


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def chosen(settings: Settings) -> list[str]:
    """What the owner decided about keeping people, and may have forgotten to decide."""
    ends_on, keeping = settings.programme_ends_on, settings.keeping
    last = after_months(ends_on, keeping.answers_months).isoformat() if ends_on else None
    ways = ", ".join(channels(settings))
    return [
        f"owner      {f'hears alarms by {ways}' if ways else 'hears no alarms: no ALARM_ address is set'}",
        f"people     {'sealed' if settings.identity_key else 'not sealed: IDENTITY_KEY is not set'}",
        f"kept       {f'until {last}' if last else 'without end: PROGRAMME_ENDS_ON is not set'}",
    ]


def _languages(programme: Programme) -> str:
    on = programme.as_spoken().languages
    off = [language for language in programme.languages if language not in on]
    unread = f"; off until languages_on names them: {', '.join(off)}" if off else ""
    return f"languages  {', '.join(on)}{unread}"


async def _look(database: Database, programme: Programme, settings: Settings, now: datetime) -> Report:
    standing = await schema.standing(database)
    if standing != "current":
        return Report([MEANING[standing].format(migrate=to_type("migrate"))], [])
    try:
        why = await keeps_out(database, settings, programme, now)
    except DBAPIError as error:
        return Report([f"The database cannot be written: {causes.told(error)}."], [])
    alive = await looking_twice.alive(database)
    async with database.long_read() as connection:
        seen = await status.inspect(connection, programme, now, alive)
        doubted = await retention.end_in_doubt(connection, settings.keeping, now)
        more = await kept_terms.more(connection, settings.keeping, now)
    disputed = [f"{EndInDoubt(doubted)}."] if doubted else [f"{ShorterTerms(more)}."] if more else []
    refused = [f"With these settings nothing starts: {why}."] if why else []
    return Report([*status.problems(seen), *refused, *expected(seen, settings), *disputed], status.lines(seen))


def expected(seen: Seen, settings: Settings) -> Iterator[str]:
    """What the settings ask for and is not so."""
    if settings.has_token and seen.bot_id not in (None, settings.bot_id):
        yield f"BOT_TOKEN is of another bot than this database belongs to, so nothing starts: {to_type('move --help')}."
    hours = settings.backup_within_hours
    if hours and (seen.backed_up_at is None or seen.at - seen.backed_up_at > timedelta(hours=hours)):
        yield f"No backup was made in the last {hours} hours (BACKUP_WITHIN_HOURS): {to_type('backup FILE')}."
    if not seen.managers and not channels(settings) and not settings.heartbeat_url:
        yield f"Nobody hears an alarm: {somebody()}"
