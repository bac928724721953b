"""What is wrong with a database, a file or an address is told in one line, by what it is and what to do."""

import asyncio
import os
import sqlite3
import sys
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import OperationalError
from telegram.error import BadRequest, InvalidToken, NetworkError

from bot import status_command
from bot.health import what_is_wrong
from bot.process_metrics import ProcessMetrics
from bot.settings import Settings
from bot.wiring import real_time
from rules import causes
from storage import schema
from storage.database import Database
from tests.operations.owner import ROOT, Owner
from tests.postgres import Postgres
from tests.running_bot import TOKEN

PASSWORD = "een-geheim-dat-niemand-leest"


@pytest.fixture(autouse=True)
async def ended() -> AsyncIterator[None]:
    """A connection that could not be opened ends in its own thread, which must not speak to a loop that is closed."""
    yield
    for thread in threading.enumerate():
        if "_connection_worker_thread" in thread.name:
            await asyncio.to_thread(thread.join, 5)


async def trouble(address: str) -> BaseException:
    """What comes of using this database."""
    with pytest.raises(Exception) as failed:  # noqa: PT011 (which one is what the tests are about)
        await use(address)
    return failed.value


async def use(address: str) -> None:
    database = Database(address)
    try:
        await schema.migrate(database)
        async with database.write() as connection:
            await connection.execute(text("CREATE TABLE another (id INTEGER)"))
    finally:
        await database.close()


async def kind(address: str) -> str | None:
    cause = causes.of(await trouble(address))
    return cause.kind if cause else None


async def test_postgresql_tells_who_is_not_let_in(postgres: Postgres) -> None:
    with postgres.database() as address:
        url = make_url(address)
        none = url.set(database="nergens").render_as_string(hide_password=False)
        nobody = url.set(username="niemand", password=PASSWORD).render_as_string(hide_password=False)
        assert await kind(none) == "no such database"
        assert await kind(nobody) in ("PostgreSQL does not let this role in", "wrong password")
        assert PASSWORD not in causes.told(await trouble(nobody))


async def test_postgresql_tells_of_rights_and_of_being_read_only(postgres: Postgres) -> None:
    with postgres.database() as address:
        database = Database(address)
        async with database.write() as connection:
            await connection.execute(text("CREATE ROLE gast LOGIN"))
            await connection.execute(text("REVOKE ALL ON SCHEMA public FROM PUBLIC"))
        guest = make_url(address).set(username="gast").render_as_string(hide_password=False)
        try:
            assert await kind(guest) == "no rights"
            async with database.write() as connection:
                read_only = f"ALTER DATABASE {database.url.database} SET default_transaction_read_only=on"
                await connection.execute(text(read_only))
            await database.close()
            assert await kind(address) == "the database is read-only"
        finally:
            async with database.write() as connection:
                await connection.execute(text("SET TRANSACTION READ WRITE"))
                await connection.execute(text("DROP ROLE gast"))
            await database.close()


async def test_a_damaged_file_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_text("dit is een brief, en geen database" * 99)
    assert await kind(f"sqlite:///{tmp_path / 'bot.db'}") == "that is no database"


async def test_a_damaged_page_is_told(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'bot.db'}"
    database = Database(address)
    await schema.migrate(database)
    await database.close()
    content = bytearray((tmp_path / "bot.db").read_bytes())
    content[200:4096] = b"\xff" * 3896
    (tmp_path / "bot.db").write_bytes(content)
    assert await kind(address) == "the database is damaged"


async def test_a_folder_in_the_place_of_the_file_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "bot.db").mkdir()
    assert await kind(f"sqlite:///{tmp_path / 'bot.db'}") == "the database cannot be opened"


def test_a_locked_database_is_waited_for(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "bot.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    engine = create_engine(f"sqlite:///{tmp_path / 'bot.db'}", connect_args={"timeout": 0.05})
    with pytest.raises(OperationalError) as failed, engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    engine.dispose()
    other.close()
    found = causes.of(failed.value)
    assert found
    assert (found.kind, found.passes) == ("the database is locked", True)


def test_a_database_that_was_moved_away_while_running_is_told() -> None:
    moved = sqlite3.OperationalError("attempt to write a readonly database")
    moved.sqlite_errorname = "SQLITE_READONLY_DBMOVED"
    assert causes.told(moved).startswith("the database was moved away while running: ")


@pytest.mark.slow
async def test_a_full_disk_is_waited_for_and_told(tmp_path: Path) -> None:
    """As full as a file may grow: in a process of its own, for the limit is the whole process's."""
    script = (
        "import asyncio, resource, signal, sys\n"
        "from rules import causes\nfrom tests.operations.test_causes import trouble\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "print(causes.told(asyncio.run(trouble(sys.argv[1]))))\n"
    )
    arguments = ("-c", script, f"sqlite:///{tmp_path / 'bot.db'}")
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    printed, _ = await process.communicate()
    assert printed.decode().startswith(("the disk is full: ", "the disk fails: "))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443", "refuses the port"),
        ("Bad Request: bad webhook: Failed to resolve host: Name or service not known", "does not know the name"),
        ("Bad Request: bad webhook: IP address 10.0.0.7 is reserved", "private address"),
    ],
)
def test_what_telegram_does_not_like_of_a_webhook_is_told_in_our_words(said: str, told: str) -> None:
    cause = causes.of(BadRequest(said))
    assert cause
    assert told in cause.line
    assert not cause.passes
    assert "10.0.0.7" not in cause.line


def test_an_error_that_nobody_knows_is_told_by_its_class_and_never_by_its_words() -> None:
    assert causes.told(ValueError(PASSWORD)) == "ValueError"
    assert causes.told(NetworkError(PASSWORD)) == "NetworkError"
    assert causes.told(InvalidToken(PASSWORD)) == "InvalidToken"
    assert PASSWORD not in causes.told(PermissionError(13, "Permission denied", PASSWORD))


@pytest.mark.parametrize("cause", [*causes.SQLSTATES.values(), *causes.SQLITE.values(), *causes.ERRNOS.values()])
def test_each_cause_is_one_line_that_says_what_to_do(cause: causes.Cause) -> None:
    assert cause.line.startswith(f"{cause.kind}: ")
    assert "\n" not in cause.line
    assert len(cause.line) < 140


@pytest.mark.slow
async def test_every_command_tells_the_cause_in_one_line_and_ends_with_2(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_text("geen database" * 999)
    address = f"sqlite:///{tmp_path / 'bot.db'}"
    owner = Owner(tmp_path, bot_token=TOKEN, bot_api_url="http://127.0.0.1:1", database_url=address)
    for command in (["run"], ["migrate"], ["summary", "--practice", "zwolle"], ["retain"], ["audit"]):
        ended = await owner.types(*command)
        assert (ended.code, ended.printed) == (2, ""), command
        assert ended.complained.strip() == causes.SQLITE["SQLITE_NOTADB"].line, command


async def test_status_and_readyz_say_the_same(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_text("geen database" * 999)
    address = f"sqlite:///{tmp_path / 'bot.db'}"
    settings = Settings(_env_file=None, bot_token=TOKEN, database_url=address)
    line = causes.SQLITE["SQLITE_NOTADB"].line
    assert f"The database does not answer: {line}." in (await status_command.report(settings, real_time())).problems
    database = Database(address)
    assert await what_is_wrong(ProcessMetrics(), database) == f"database: {line}"
    await database.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
async def test_a_file_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'bot.db'}"
    (tmp_path / "bot.db").touch(0o400)
    assert await kind(address) == "the database is read-only"
