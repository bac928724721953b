"""Brings a database to the tables this program knows, and refuses one that is newer."""

from functools import cache
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, text

from storage.database import Database

MIGRATIONS = Path(__file__).with_name("migrations")
#: PostgreSQL: only one process migrates; the number means nothing, it only has to be the same everywhere.
LOCK = 7_261_001


#: What a database is to this program: "empty" has no tables of ours, "newer" was made by a later version.
Standing = Literal["empty", "older", "current", "newer"]


class NewerDatabase(Exception):
    """The database was made by a newer version of this program."""


@cache
def _revisions() -> tuple[str, ...]:
    """Those this program knows, the newest first: as the files are named, for Alembic is not loaded only to ask."""
    files = (MIGRATIONS / "versions").glob("*.py")
    return tuple(sorted((path.name.partition("_")[0] for path in files), reverse=True))


def refuse_newer(what: str, revision: str) -> None:
    """NewerDatabase when this program does not know the revision that `what` is at."""
    if revision not in _revisions():
        raise NewerDatabase(
            f"{what} is at revision {revision}, which this version does not know; "
            "start the newer version of the bot, or restore an older backup"
        )


def _current(connection: Connection) -> str | None:
    """The revision as Alembic wrote it down; None: no tables."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _standing(connection: Connection) -> Standing:
    current = _current(connection)
    if current is None:
        return "empty"
    if current == _revisions()[0]:
        return "current"
    return "older" if current in _revisions() else "newer"


def _migrate(connection: Connection, revision: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    current = _current(connection)
    if current == _revisions()[0] and revision == "head":
        return  # as at nearly every start
    if current is not None:
        refuse_newer("the database", current)
    _run_alembic(connection, revision)


def _run_alembic(connection: Connection, revision: str) -> None:
    from alembic import command  # 8 MB and a tenth of a second: only where there is something to do
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    is_down = revision == "base" or revision.startswith("-")
    (command.downgrade if is_down else command.upgrade)(config, revision)


async def migrate(database: Database, revision: str = "head") -> None:
    """Migrates up to `revision`, or down with "-1" or "base". NewerDatabase when it is beyond this program."""
    async with database.rebuild() as connection:
        await connection.run_sync(_migrate, revision)


async def standing(database: Database) -> Standing:
    """Whether the database is up to date with this program; changes nothing."""
    async with database.long_read() as connection:
        return await connection.run_sync(_standing)
