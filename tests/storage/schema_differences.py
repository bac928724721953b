"""What the tables in a database and those in the code do not have in common."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from storage.database import Database
from storage.tables import metadata


async def differences(database: Database) -> list[str]:
    """What the tables in the code have that the database has not, and the other way round; [] when they match."""
    async with database.long_read() as connection:
        return await connection.run_sync(_differences)


def _differences(connection: Connection) -> list[str]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return [str(difference) for difference in compare_metadata(context, metadata)]
