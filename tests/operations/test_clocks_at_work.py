"""What needs a bot that stands still is not done beside one at work, whatever the clock of its machine says."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import NoReturn

import pytest
from pydantic import SecretStr

from bot.copying import copy_database
from bot.moving import move_here
from bot.resealing import reseal
from bot.settings import Settings
from simulator.phone import Telegram
from storage import replicas
from storage.copying_database import CopyError
from storage.database import Database
from storage.identity_cipher import IdentityKeyError, new_key
from storage.replicas import Replica
from storage.which_bot import OtherBot
from tests.operations.beating import meanwhile, quick_hearts  # noqa: F401
from tests.running_bot import RunningBot, on_sqlite

OTHER_TOKEN = "7000000002:another-bot-that-nobody-knows-yet"
#: How far a machine's clock may be from that of whoever types a command.
WRONG = [timedelta(hours=-1), timedelta(hours=1)]
pytestmark = [on_sqlite, pytest.mark.usefixtures("quick_hearts")]


async def copies(settings: Settings, running_bot: RunningBot, folder: Path) -> None:
    address = settings.database_url.get_secret_value()
    await copy_database(address, f"sqlite:///{folder / 'elsewhere.db'}", running_bot.clock.now())


async def rotates(settings: Settings, running_bot: RunningBot, _folder: Path) -> None:
    await reseal(settings.model_copy(update={"identity_key": SecretStr(new_key())}), running_bot.clock.now())


async def moves(settings: Settings, running_bot: RunningBot, _folder: Path) -> None:
    await running_bot.telegram.bot(OTHER_TOKEN, "zorg_bot", "Zorg")
    other = settings.model_dump() | {"bot_token": OTHER_TOKEN, "bot_api_url": running_bot.telegram.url}
    await move_here(Settings(_env_file=None, **other), running_bot.clock.now)


COMMANDS: dict[str, Callable[[Settings, RunningBot, Path], Awaitable[None]]] = {
    "copy-database": copies,
    "rotate-key": rotates,
    "move": moves,
}


def process(at: datetime) -> Replica:
    return Replica("elsewhere", at, at, None)


async def goes_on(database: Database, at: datetime) -> NoReturn:
    """A bot on a machine where it is this late says now and then that it is there."""
    while True:
        async with database.write() as connection:
            await replicas.show(connection, process(at))
        at += timedelta(seconds=5)
        await asyncio.sleep(0.01)


@pytest.mark.over_http
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("wrong", WRONG, ids=str)
async def test_a_bot_at_work_is_seen_whatever_its_clock_says(
    running_bot: RunningBot, telegram: Telegram, tmp_path: Path, command: str, wrong: timedelta
) -> None:
    await running_bot.stop()
    database = Database(running_bot.settings.database_url.get_secret_value())
    async with database.write() as connection:
        await replicas.show(connection, process(running_bot.clock.now() + wrong))
    async with meanwhile(goes_on(database, running_bot.clock.now() + wrong)):
        with pytest.raises((CopyError, IdentityKeyError, OtherBot), match="stop it first"):
            await COMMANDS[command](running_bot.settings, running_bot, tmp_path)
    await database.close()


@pytest.mark.over_http
@pytest.mark.parametrize("command", COMMANDS)
async def test_who_died_with_a_clock_that_was_ahead_keeps_nobody_waiting(
    running_bot: RunningBot,
    telegram: Telegram,
    tmp_path: Path,
    command: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await running_bot.stop()
    monkeypatch.setattr("bot.looking_twice.PATIENCE_SECONDS", 0.1)
    async with running_bot.wiring.database.write() as connection:
        await replicas.show(connection, process(running_bot.clock.now() + timedelta(days=30)))
    await COMMANDS[command](running_bot.settings, running_bot, tmp_path)
