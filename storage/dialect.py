"""The one thing SQLAlchemy spells differently for our two databases: an insert that may meet its own row."""

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from storage.connection import Connection


def insert(connection: Connection, table: Table) -> Any:
    """An INSERT with `on_conflict_do_nothing` and `on_conflict_do_update` of the database at hand."""
    return (sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert)(table)
