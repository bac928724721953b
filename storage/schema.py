"""Brings a database to the tables this program knows, and refuses one that is newer."""

from functools import cache
from pathlib import Path
from typing import Literal

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.database import Database

MIGRATIONS = Path(__file__).with_name("migrations")
#: PostgreSQL: only one process migrates; the number means nothing, it only has to be the same everywhere.
LOCK = 7_261_001


#: What a database is to this program: "empty" has no tables of ours, "newer" was made by a later version.
Standing = Literal["empty", "older", "current", "newer"]


class NewerDatabase(Exception):
    """The database was made by a newer version of this program."""


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@cache
def _revisions() -> tuple[str, ...]:
    """Those this program knows, the newest first."""
    return tuple(script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions())


def _standing(connection: Connection) -> Standing:
    current = MigrationContext.configure(connection).get_current_revision()
    if current is None:
        return "empty"
    if current == _revisions()[0]:
        return "current"
    return "older" if current in _revisions() else "newer"


def _migrate(connection: Connection, revision: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    standing = _standing(connection)
    if standing == "current" and revision == "head":
        return  # as at nearly every start: what Alembic itself would look up first takes a tenth of a second
    if standing == "newer":
        current = MigrationContext.configure(connection).get_current_revision()
        raise NewerDatabase(
            f"the database is at revision {current}, which this version does not know; "
            "start the newer version of the bot, or restore an older backup"
        )
    is_down = revision == "base" or revision.startswith("-")
    (command.downgrade if is_down else command.upgrade)(_config(connection), revision)


async def migrate(database: Database, revision: str = "head") -> None:
    """Migrates up to `revision`, or down with "-1" or "base". NewerDatabase when it is beyond this program."""
    async with database.rebuild() as connection:
        await connection.run_sync(_migrate, revision)


async def standing(database: Database) -> Standing:
    """Whether the database is up to date with this program; changes nothing."""
    async with database.long_read() as connection:
        return await connection.run_sync(_standing)
