"""Debian's PostgreSQL with TLS and passwords: the bot gets in wherever psql does, and so does its backup."""

import asyncio
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy import text

from rules import causes
from storage import schema
from storage.backup import back_up
from storage.database import Database
from storage.postgresql_address import PARAMETERS
from tests.debian import programs
from tests.debian.postgresql import PASSWORD, USER, Server

pytestmark = pytest.mark.nightly

WHO = """SELECT current_database(), current_user, current_setting('application_name'), current_setting('work_mem'),
 (SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid())"""
#: How hosts write it: what to add to the address, and what stands in the environment.
Case = Callable[[Server], tuple[str, dict[str, str]]]
CASES: dict[str, Case] = {
    "sslmode=require": lambda server: (server.address(sslmode="require"), {}),
    "sslmode=disable": lambda server: (server.address(sslmode="disable"), {}),
    "sslmode=disable where that may": lambda server: (server.address("onversleuteld", sslmode="disable"), {}),
    "sslmode=allow": lambda server: (server.address(sslmode="allow"), {}),
    "sslmode=prefer": lambda server: (server.address("onversleuteld", sslmode="prefer"), {}),
    "nothing": lambda server: (server.address(), {}),
    "verify-full": lambda server: (
        server.address(sslmode="verify-full", sslrootcert=str(server.certificates.root)),
        {},
    ),
    "verify-full by number": lambda server: (
        server.address(host="127.0.0.1", sslmode="verify-full", sslrootcert=str(server.certificates.root)),
        {},
    ),
    "verify-ca by number": lambda server: (
        server.address(host="127.0.0.1", sslmode="verify-ca", sslrootcert=str(server.certificates.root)),
        {},
    ),
    "verify-full without an authority": lambda server: (server.address(sslmode="verify-full"), {}),
    "require with another authority": lambda server: (
        server.address(sslmode="require", sslrootcert=str(server.certificates.server)),
        {},
    ),
    "channel_binding=require": lambda server: (
        server.address(channel_binding="require", sslrootcert=str(server.certificates.root)),
        {},
    ),
    "channel_binding=prefer": lambda server: (server.address(channel_binding="prefer"), {}),
    "names and options": lambda server: (
        server.address(application_name="een bot", connect_timeout="5", options="-c work_mem=7MB"),
        {},
    ),
    "keepalives": lambda server: (server.address(keepalives="1", keepalives_idle="30", gssencmode="disable"), {}),
    "read-write": lambda server: (server.address(target_session_attrs="read-write"), {}),
    "standby": lambda server: (server.address(target_session_attrs="standby"), {}),
    "socket in the query": lambda server: (
        f"postgresql://{server.authority}@/bot?host={server.folder}&port={server.port}",
        {},
    ),
    "socket as host": lambda server: (
        f"postgresql://{server.authority}@{quote(str(server.folder), safe='')}:{server.port}/bot",
        {},
    ),
    "two hosts": lambda server: (
        f"postgresql://{server.authority}@localhost:{programs.free_port()},localhost:{server.port}/bot",
        {},
    ),
    "hostaddr": lambda server: (server.address(host="nergens.invalid", hostaddr="127.0.0.1"), {}),
    "only the environment": lambda server: (
        "postgresql://",
        {
            "PGHOST": "localhost",
            "PGPORT": str(server.port),
            "PGUSER": USER,
            "PGPASSWORD": PASSWORD,
            "PGDATABASE": "bot",
            "PGAPPNAME": "uit de omgeving",
            "PGSSLMODE": "verify-full",
            "PGSSLROOTCERT": str(server.certificates.root),
            "PGOPTIONS": "-c work_mem=9MB",
            "PGCONNECT_TIMEOUT": "5",
        },
    ),
    "wrong password": lambda server: (server.address().replace(quote(PASSWORD, safe=""), "anders"), {}),
    "a file with passwords": lambda server: (
        f"postgresql://{quote(USER)}@localhost:{server.port}/bot",
        {"PGPASSFILE": str(server.passwords)},
    ),
    "a file with a password for each host": lambda server: _passwords(server, "", "anders"),
    "the same, a standby first": lambda server: _passwords(server, "?target_session_attrs=prefer-standby", "anders"),
    "the same, a standby only": lambda server: _passwords(server, "?target_session_attrs=standby", "anders"),
    "a host that refuses the password, before another": lambda server: _passwords(server, "", "anders", answers=True),
    "a file with passwords that others can read": lambda server: _passwords(server, "", PASSWORD, mode=0o640),
    "a service": lambda server: (
        "postgresql://?service=zorg",
        {"PGSERVICEFILE": str(server.services), "PGPASSFILE": str(server.passwords)},
    ),
    "a service by the environment": lambda server: (
        "postgresql:///onversleuteld",
        {
            "PGSERVICE": "zorg",
            "PGSERVICEFILE": str(server.services),
            "PGPASSFILE": str(server.passwords),
        },
    ),
}


def _passwords(
    server: Server, query: str, first: str, *, answers: bool = False, mode: int = 0o600
) -> tuple[str, dict[str, str]]:
    """Two hosts, of which the first takes another password, or nobody answers there."""
    elsewhere = f"127.0.0.1:{server.port if answers else programs.free_port()}"
    here = f"localhost:{server.port}"
    file = server.folder / "pgpass-of-each"
    lines = [f"{place}:*:*:{word}" for place, word in ((elsewhere, first), (here, PASSWORD.replace(":", r"\:")))]
    file.write_text("\n".join(lines))
    file.chmod(mode)
    return f"postgresql://{quote(USER)}@{elsewhere},{here}/bot{query}", {"PGPASSFILE": str(file)}


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for variable in filter(None, PARAMETERS.values()):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", f"{Path(programs.needs('pg_dump', 'postgresql-client')).parent}:/usr/bin:/bin")


def as_psql(address: str) -> list[str] | None:
    """What psql finds there; None: it does not get in."""
    command = ["psql", "-XAtqw", "-F", "|", "-d", address, "-c", WHO]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip().split("|") if done.returncode == 0 else None


async def as_bot(address: str) -> list[str] | None:
    database = Database(address)
    try:
        async with database.read() as connection:
            row = (await connection.execute(text(WHO))).one()
    except Exception as error:
        if causes.of(error) is None:
            raise
        return None  # and whoever looks after the bot is told why
    finally:
        await database.close()
    return ["ft"[value] if isinstance(value, bool) else value for value in row]


@pytest.mark.filterwarnings("ignore:password file .* has group or world access")  # psql says so, too
@pytest.mark.parametrize("case", CASES)
async def test_the_bot_and_its_backup_get_in_where_psql_does(
    case: str, server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    address, environment = CASES[case](server)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    by_psql, by_bot = as_psql(address), await as_bot(address)
    if by_psql and by_psql[2] == "psql":  # it has a name of its own when none is asked for
        by_psql[2] = ""
    assert by_bot == by_psql
    if by_bot:
        await migrated(address)
        await back_up(address, tmp_path / "backup")
        assert (tmp_path / "backup").read_bytes().startswith(b"PGDMP")


async def migrated(address: str) -> None:
    database = Database(address)
    await schema.migrate(database)
    await database.close()


async def test_a_server_that_does_not_answer_is_given_up_in_the_time_that_is_asked_for() -> None:
    began = asyncio.get_running_loop().time()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        database = Database(f"postgresql://bot@127.0.0.1:{port}/bot?connect_timeout=2&sslmode=disable")
        with pytest.raises(TimeoutError):
            async with database.read():
                pass
    assert asyncio.get_running_loop().time() - began < 30
