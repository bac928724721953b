"""Debian's PostgreSQL with TLS and passwords, and Debian's PgBouncer before it."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from tests.debian import certificates, programs
from tests.debian.certificates import Certificates

#: A password with everything that an address gives a meaning of its own.
PASSWORD = "p@ss/w:rd#1 %?&=é"
USER = "mantel zorg"
HBA = (
    "local all postgres trust\nlocal all all scram-sha-256\n"
    "hostssl all all all scram-sha-256\nhostnossl onversleuteld all all scram-sha-256\n"
)


@dataclass(frozen=True, slots=True)
class Server:
    """A server at work. Over TCP it takes TLS only, but for the database `onversleuteld`."""

    folder: Path
    port: int
    certificates: Certificates

    @property
    def authority(self) -> str:
        """User and password, escaped."""
        return f"{quote(USER, safe='')}:{quote(PASSWORD, safe='')}"

    @property
    def passwords(self) -> Path:
        """A file with passwords, as libpq takes it."""
        return self.folder / "pgpass"

    @property
    def services(self) -> Path:
        """A file that names this server `zorg`."""
        return self.folder / "services"

    def address(self, name: str = "bot", host: str = "localhost", **parameters: str) -> str:
        query = "&".join(f"{key}={quote(value, safe='')}" for key, value in parameters.items())
        return f"postgresql://{self.authority}@{host}:{self.port}/{name}?{query}"

    def says(self, words: str, database: str = "postgres") -> str:
        """What the administrator gets for an answer."""
        command = [programs.needs("psql", "postgresql-client"), "-XAtq", "-v", "ON_ERROR_STOP=1", "-U", "postgres"]
        place = ["-h", str(self.folder), "-p", str(self.port), "-d", database]
        done = subprocess.run([*command, *place, "-c", words], check=True, capture_output=True, text=True)
        return done.stdout.strip()


@contextmanager
def server(folder: Path) -> Iterator[Server]:
    """A fresh server with the role and the databases `bot` and `onversleuteld`."""
    initdb = programs.needs("initdb", "postgresql")
    folder.mkdir()
    programs.let_through(folder)
    made = certificates.make(folder)
    data = folder / "data"
    data.mkdir()
    programs.theirs(folder, data, made.key)
    subprocess.run(
        [initdb, "-D", str(data), "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"],
        check=True,
        user=programs.somebody(),
        stdout=subprocess.DEVNULL,
    )
    (data / "pg_hba.conf").write_text(HBA)
    port = programs.free_port()
    options = {
        "ssl": "on",
        "ssl_cert_file": made.server,
        "ssl_key_file": made.key,
        "listen_addresses": "localhost",
        "unix_socket_directories": folder,
        "fsync": "off",
        "log_min_messages": "fatal",
    }
    arguments = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
    postgres = str(Path(initdb).resolve().with_name("postgres"))
    with programs.runs(postgres, "-D", str(data), "-p", str(port), *arguments, listens_at=port):
        found = Server(folder, port, made)
        found.says(f"""CREATE ROLE "{USER}" LOGIN PASSWORD '{PASSWORD}'""")
        for name in ("bot", "onversleuteld"):
            found.says(f'CREATE DATABASE {name} OWNER "{USER}"')
        _write_down(found)
        yield found


def _write_down(server: Server) -> None:
    server.passwords.write_text(f"localhost:*:*:{USER}:{PASSWORD.replace(':', chr(92) + ':')}\n")
    server.passwords.chmod(0o600)
    place = f"host=localhost\nport={server.port}\nuser={USER}\ndbname=bot"
    server.services.write_text(f"[zorg]\n{place}\napplication_name=uit een dienst\n")


@contextmanager
def pgbouncer(server: Server, folder: Path, connections: int = 3) -> Iterator[int]:
    """Pools by transaction, few connections for many; yields its port."""
    program = programs.needs("pgbouncer", "pgbouncer")
    folder.mkdir()
    programs.let_through(folder)
    port = programs.free_port()
    secret = server.says(f"SELECT rolpassword FROM pg_authid WHERE rolname = '{USER}'")
    (folder / "users").write_text(f'"{USER}" "{secret}"\n')
    (folder / "pgbouncer.ini").write_text(
        f"[databases]\n* = host={server.folder} port={server.port}\n"
        f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n"
        f"auth_type = scram-sha-256\nauth_file = {folder / 'users'}\npool_mode = transaction\n"
        f"default_pool_size = {connections}\nserver_round_robin = 1\nlogfile = {folder / 'log'}\n"
        f"ignore_startup_parameters = extra_float_digits\n"
    )
    programs.theirs(folder, *folder.iterdir())
    with programs.runs(program, "-q", str(folder / "pgbouncer.ini"), listens_at=port):
        yield port
