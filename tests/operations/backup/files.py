"""Files and databases, as who makes a backup and puts it back looks at them."""

import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from storage.backup import restore
from storage.connection import Connection
from storage.database import Database
from tests.running_bot import RunningBot


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def left_of(file: Path) -> set[str]:
    return {name for name in names_in(file.parent) if name.startswith(file.name)}


def rights(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def holding(file: Path, content: bytes) -> None:
    file.write_bytes(content)


def content_of(file: Path) -> bytes:
    return file.read_bytes()


def address(running_bot: RunningBot) -> str:
    return running_bot.settings.database_url.get_secret_value()


@asynccontextmanager
async def opened(address: str) -> AsyncIterator[Connection]:
    """A look into a database that no bot works on."""
    database = Database(address)
    async with database.read() as connection:
        yield connection
    await database.close()


async def put_back(running_bot: RunningBot, file: Path, *, force: bool = True) -> None:
    await restore(address(running_bot), file, running_bot.clock.now(), ledger=running_bot.settings.ledger, force=force)
