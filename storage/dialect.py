"""The one thing SQLAlchemy spells differently for our two databases: an insert that may meet its own row."""

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Table, literal_column
from sqlalchemy.dialects import sqlite

from storage.connection import Connection


def insert(connection: Connection, table: Table) -> Any:
    """An INSERT with `on_conflict_do_nothing` and `on_conflict_do_update` of the database at hand."""
    return _insert(connection.dialect.name, table)


def _insert(dialect: str, table: Table) -> Any:
    if dialect == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # a tenth of what SQLAlchemy takes: only where it is in use

    return postgresql.insert(table)


def built_once(build: Callable[[Any], Any], table: Table) -> Callable[[Connection], Any]:
    """An insert for the path of a tap: building a statement costs more than running it, so it is built once."""

    @cache
    def of(dialect: str) -> Any:
        return build(_insert(dialect, table))

    return lambda connection: of(connection.dialect.name)


def in_state(table: FromClause, *states: str) -> ColumnElement[bool]:
    """A condition on `state`, written out as the partial indexes have it: only then does SQLite use them."""
    written: list[ColumnElement[Any]] = [literal_column(f"'{state}'") for state in states]
    return table.c.state == written[0] if len(written) == 1 else table.c.state.in_(written)
