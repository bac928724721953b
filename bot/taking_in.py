"""The programme file is taken into the database at each start; what keeps it out is told by `status` as well."""

from datetime import datetime

from bot.settings import Settings
from programme.model import Programme
from rules.question_version import QuestionChanged, versions
from storage import identity_key, practices, question_versions
from storage.connection import Connection
from storage.database import Database
from storage.identity_cipher import IdentityKeyError
from storage.practices import SlugChanged


class _Undone(Exception):
    """What was tried is taken back."""


async def take_in(connection: Connection, programme: Programme, now: datetime) -> None:
    """Its practices and questions. QuestionChanged or SlugChanged when what is there has to stay as it is."""
    await question_versions.check_central(connection, [one.key for one in programme.central_questions])
    await practices.load(connection, programme.practices, now)
    await question_versions.keep(connection, versions(programme), now)


async def keeps_out(database: Database, settings: Settings, programme: Programme, now: datetime) -> str | None:
    """Why nothing starts with these settings; None when it does. It is tried, and undone: the database is written."""
    try:
        async with database.long_write() as connection:
            await identity_key.check(connection, settings.identity_cipher)
            await take_in(connection, programme.as_spoken(), now)
            raise _Undone
    except _Undone:
        return None
    except (IdentityKeyError, QuestionChanged, SlugChanged) as error:
        return str(error)
