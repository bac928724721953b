"""Which tables are in a database, also those of another program; before all of them are replaced."""

from sqlalchemy import Connection, inspect, text

from storage.database import Database

#: Those that an extension brought along (PostGIS, say) belong to the database, and nobody can drop them.
_ON_POSTGRESQL = text(
    "SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace"
    " WHERE nspname = current_schema() AND relkind IN ('r', 'p') AND NOT EXISTS (SELECT FROM pg_depend"
    " WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e') ORDER BY relname"
)


async def schema_of(database: Database) -> str:
    """Of PostgreSQL: the schema where ours are, or would be; "" when none of its search path is there."""
    async with database.long_read() as connection:
        return str(await connection.scalar(text("SELECT current_schema()")) or "")


async def names(database: Database) -> list[str]:
    """Of every table in the schema where ours are, or would be; [] when there is none."""
    async with database.long_read() as connection:
        return await connection.run_sync(_names)


def _names(connection: Connection) -> list[str]:
    if connection.dialect.name == "postgresql":
        return list(connection.scalars(_ON_POSTGRESQL))
    return sorted(inspect(connection).get_table_names())
