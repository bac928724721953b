"""What every table is made of."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, DateTime, Dialect, ForeignKey, Integer, MetaData, text
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
#: Telegram's ids need 64 bits; SQLite numbers rows by itself only in a column called INTEGER.
Id = BigInteger().with_variant(Integer, "sqlite")


class UtcTime(TypeDecorator[datetime]):
    """An aware UTC time. SQLite keeps no zone, so there it is stored naive and given back aware."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any]:
        store = _as_text if dialect.name == "sqlite" else _in_utc
        return lambda value: None if value is None else store(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        read = _from_text if dialect.name == "sqlite" else _in_utc
        return lambda value: None if value is None else read(value)


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _as_text(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def _from_text(stored: str) -> datetime:
    return datetime.fromisoformat(stored).replace(tzinfo=UTC)


def id_() -> Column[Any]:
    """The key of a row, given by the database."""
    return Column("id", Id, primary_key=True)


def to(table: str, *, nullable: bool = False, on_delete: str = "CASCADE") -> Column[Any]:
    """The column `person_id` for `people`, and so on; `on_delete` says what becomes of the row when that one goes."""
    return Column(f"{_singular(table)}_id", Id, ForeignKey(f"{table}.id", ondelete=on_delete), nullable=nullable)


def _singular(table: str) -> str:
    return {"people": "person"}.get(table, table.removesuffix("s"))


def only_where(condition: str) -> dict[str, Any]:
    """Of an index: which rows are in it.

    So it is on PostgreSQL too, as the migrations say; said here, it would load that dialect at every start.
    """
    return {"sqlite_where": text(condition)}
