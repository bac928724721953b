"""Where every story takes place: a Telegram of our own, a real database, and the real bot between them."""

import asyncio
import atexit
import logging
import shutil
import sys
import threading
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp

import pytest

from bot import logs
from bot.profile import present
from simulator.clock import Clock
from simulator.phone import Telegram
from storage import schema
from storage.database import Database
from tests import once
from tests import owned_programme as owned_programme_file
from tests.in_process import in_process, over_http
from tests.postgres import Empty, Postgres
from tests.reports import readable
from tests.running_bot import RunningBot, start_bot, unintroduced

#: A Monday morning; the next round of the real programme opens on Tuesday 1 December 2026 at 12:15.
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session", autouse=True)
def made_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        once.read_once(patch)
        once.compile_once(patch)
        readable.watch(patch)
        yield


@pytest.fixture(scope="session", autouse=True)
def owned_programme(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Of an owner who filled in all that only an owner can, here and in each process that a test starts."""
    with pytest.MonkeyPatch.context() as patch:
        file = owned_programme_file.write_to(tmp_path_factory.mktemp("programme"))
        patch.setenv("PROGRAMME_FILE", str(file))
        yield file


@pytest.fixture(scope="session")
def postgres() -> Postgres:
    """A PostgreSQL server from pip, one for the whole run.

    Not in pytest's folder: for root it runs as another user, who loses the way there when pytest is started again.
    """
    folder = mkdtemp(prefix="bot-")
    atexit.register(shutil.rmtree, folder)  # when it has stopped: what is registered later is done before
    server = Postgres.start(Path(folder))
    server.does_not_wait_for_the_disk()
    return server


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database to copy: making the tables takes longer than many a story."""
    file = tmp_path_factory.mktemp("migrated") / "bot.db"
    asyncio.run(_migrate(f"sqlite:///{file}"))
    file.chmod(0o600)  # as `mantelzorg-bot` makes it
    return file


@pytest.fixture(scope="session")
def migrated_url(postgres: Postgres) -> Iterator[str]:
    """A PostgreSQL database to copy."""
    with postgres.database() as url:
        asyncio.run(_migrate(url))
        yield url


async def _migrate(address: str) -> None:
    database = Database(address)
    await schema.migrate(database)
    await database.close()  # SQLite then has everything in the one file; PostgreSQL copies only what nobody is in


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of each kind with its tables, and nothing in them; see `on_both`."""
    if request.param == "sqlite":
        yield f"sqlite:///{shutil.copy(request.getfixturevalue('migrated_file'), tmp_path / 'bot.db')}"
    else:
        with request.getfixturevalue("postgres").database(like=request.getfixturevalue("migrated_url")) as url:
            yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Empty:
    """A database of each kind with its tables, and nothing in them, for each of several worlds that are compared."""
    if request.param == "postgresql":
        server: Postgres = request.getfixturevalue("postgres")
        migrated: str = request.getfixturevalue("migrated_url")
        return lambda: server.database(like=migrated)
    file: Path = request.getfixturevalue("migrated_file")
    return lambda: nullcontext(f"sqlite:///{shutil.copy(file, tmp_path / 'bot.db')}")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of each kind in which nobody has ever been, not even a migration."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'bot.db'}"
    else:
        with request.getfixturevalue("postgres").database() as url:
            yield url


@pytest.fixture(autouse=True)
def ledger_of_erasures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Beside the test's own things, whichever database it is about."""
    ledger = tmp_path / "erasures"
    monkeypatch.setenv("ERASURE_LEDGER", str(ledger))
    return ledger


@pytest.fixture(autouse=True)
def state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test finds what another left, or what a developer tries out in this checkout."""
    folder = tmp_path / "var"
    monkeypatch.setenv("STATE_DIR", str(folder))
    return folder


@pytest.fixture
def clock() -> Clock:
    clock = Clock()
    clock.move_to(MONDAY)
    return clock


@pytest.fixture
async def telegram(clock: Clock, request: pytest.FixtureRequest) -> AsyncIterator[Telegram]:
    """In this process; over HTTP where that is what a test is about, or where a real process asks."""
    reached = over_http if request.node.get_closest_marker("over_http") else in_process
    async with reached(clock) as telegram:
        yield telegram


@pytest.fixture
async def running_bot(
    request: pytest.FixtureRequest, telegram: Telegram, clock: Clock, database_url: str
) -> AsyncIterator[RunningBot]:
    introduce = present if request.node.get_closest_marker("introduced") else unintroduced
    async with start_bot(telegram, clock, database_url, introduce) as running_bot:
        yield running_bot


@pytest.fixture
def logging_as_it_was() -> Iterator[None]:
    """What a test changes of it is undone."""
    root, hooks = logging.getLogger(), (sys.excepthook, threading.excepthook, sys.unraisablehook, warnings.showwarning)
    handlers, levels = root.handlers[:], {name: logging.getLogger(name).level for name in (None, *logs.OURS)}
    yield
    sys.excepthook, threading.excepthook, sys.unraisablehook, warnings.showwarning = hooks
    logging.raiseExceptions = True
    root.handlers[:] = handlers
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
