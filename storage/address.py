"""Where a database is: a file of SQLite, or a server of PostgreSQL."""

from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, make_url

from storage import postgresql_address
from storage.asyncpg_arguments import connect_arguments

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}


def of_file(file: Path) -> str:
    """The address of this SQLite file, whatever signs are in its name."""
    return f"sqlite:///{quote(str(file))}"


def with_driver(address: str) -> URL:
    """The address with the async driver filled in. ValueError for any other database or a nonsense address.

    On PostgreSQL everything but user, password and name stands in its query, by libpq's names.
    """
    backend = address.partition("://")[0].partition("+")[0]
    if DRIVERS.get(backend) == DRIVERS["postgresql"]:
        return _postgresql(address)
    try:
        url = make_url(address)
    except Exception as error:
        raise ValueError("expected sqlite:///path or postgresql://user@host/name") from error
    if backend not in DRIVERS:
        raise ValueError(f"{backend} is not supported; use sqlite:///path or postgresql://user@host/name")
    if url.database in {None, "", ":memory:"}:
        raise ValueError("an in-memory database forgets everything; name a file: sqlite:///path")
    return url.set(drivername=DRIVERS[backend])


def _postgresql(address: str) -> URL:
    asked = postgresql_address.parse(address)
    user, password, name = (asked.pop(part, None) for part in ("user", "password", "dbname"))
    return URL.create(DRIVERS["postgresql"], user, password, database=name, query=asked)


def check(address: str) -> None:
    """ValueError, in words for whoever wrote it, unless this program can connect the way the address asks for."""
    if with_driver(address).get_backend_name() == "postgresql":
        connect_arguments(address)


def exists(address: str) -> bool:
    """Whether there is a database to look into, without making one. On PostgreSQL it is assumed to be there."""
    url = with_driver(address)
    return url.get_backend_name() != "sqlite" or Path(url.database or "").exists()


def place_of(address: str) -> str:
    """Where that is, without who may come in."""
    url = with_driver(address)
    if url.get_backend_name() == "sqlite":
        return str(Path(str(url.database)).absolute())
    return f"PostgreSQL, under the name {url.database}" if url.database else "PostgreSQL"
