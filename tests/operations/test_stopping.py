"""A graceful stop: what is under way is finished, the rest stays for the next start, and nothing is in doubt."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from time import monotonic

import orjson
import pytest
from sqlalchemy import select

from bot.running import prepare, started
from bot.settings import Settings
from bot.version import version
from bot.wiring import Wiring, wire
from rules.address import Address
from rules.payloads.notes import Note
from simulator.clock import Clock
from simulator.phone import Phone, Telegram
from storage import outbox, people
from storage.connection import InLoop
from storage.database import Database
from storage.tables import outbox as table
from tests.operations.owner import Owner
from tests.operations.patience import until
from tests.running_bot import TOKEN, USERNAME, on_both, on_sqlite

pytestmark = pytest.mark.over_http

CROWD = 40
#: What promise 17 allows.
LONGEST_STOP = 15.0


@pytest.fixture
def owner(telegram: Telegram, database_url: str, tmp_path: Path, clock: Clock) -> Owner:
    clock.run()
    return Owner(tmp_path, bot_token=TOKEN, bot_api_url=telegram.url, database_url=database_url, log_level="debug")


@pytest.fixture
async def wiring(telegram: Telegram, database_url: str) -> Wiring:
    """The bot in this process, not started."""
    await telegram.bot(TOKEN, USERNAME, "Mantelzorg")
    values = {"_env_file": None, "bot_token": TOKEN, "bot_api_url": telegram.url, "database_url": database_url}
    return wire(Settings.model_validate(values))


@pytest.fixture
async def crowd(telegram: Telegram, wiring: Wiring) -> list[Phone]:
    """People whom the bot knows, with a message each that waits."""
    phones = [await telegram.person(f"Iemand {number}", started=True) for number in range(CROWD)]
    await prepare(wiring.database, wiring.programme, wiring.clock)
    async with wiring.database.write() as connection:
        for phone in phones:
            known = await people.meet(connection, Address(phone.id), "nl", wiring.clock())
            await outbox.add(connection, Note("welcome_back"), now=wiring.clock(), person_id=known.person_id)
    await wiring.database.close()
    return phones


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """The bot's database, as somebody else looks into it."""
    database = Database(database_url)
    yield database
    await database.close()


async def states(database: Database) -> Counter[str]:
    async with database.read() as connection:
        return Counter((await connection.scalars(select(table.c.state))).all())


async def arrived(crowd: list[Phone]) -> list[int]:
    return [len(await phone.messages()) for phone in crowd]


@on_both
@pytest.mark.slow
async def test_a_bot_that_is_stopped_while_it_sends_leaves_nothing_in_doubt(
    telegram: Telegram, owner: Owner, crowd: list[Phone], database: Database
) -> None:
    """Telegram takes its time for everything, and dozens of requests are under way."""
    await telegram.fault("sendMessage", "slow", times=None, seconds=1.5)
    async with owner.runs() as bot:
        await bot.says('"started"')
        await until(lambda: _under_way(database), within=30)
        bot.is_asked_to_stop()
        asked_at = monotonic()
        assert await bot.ends() == 0
        assert monotonic() - asked_at < LONGEST_STOP
    found, came = await states(database), await arrived(crowd)
    assert found.keys() <= {"sent", "ready"}
    assert 0 < found["sent"] == sum(came) < CROWD
    await telegram.clear_faults()
    async with owner.runs() as bot:
        await until(lambda: _all_sent(database), within=30)
        bot.is_asked_to_stop()
        assert await bot.ends() == 0
    assert await arrived(crowd) == [1] * CROWD


async def _under_way(database: Database) -> bool:
    return (await states(database))["sending"] > 12


async def _all_sent(database: Database) -> bool:
    return (await states(database))["sent"] == CROWD


@on_sqlite
async def test_a_sender_that_is_stopped_while_it_commits_sends_what_it_has_claimed(
    wiring: Wiring, crowd: list[Phone], database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    committing, commit = asyncio.Event(), InLoop.commit

    async def slowly(connection: InLoop) -> None:
        committing.set()
        await asyncio.sleep(0.1)
        await commit(connection)

    async with started(wiring):
        monkeypatch.setattr(InLoop, "commit", slowly)
        sending = asyncio.create_task(wiring.sender.run())
        await committing.wait()
        sending.cancel()
        await asyncio.wait([sending])
    found = await states(database)
    assert found.keys() == {"sent", "ready"}
    assert sum(await arrived(crowd)) == found["sent"]


@pytest.mark.slow
@on_sqlite
async def test_a_bot_that_still_waits_for_telegram_stops_at_once(telegram: Telegram, owner: Owner) -> None:
    await telegram.bot(TOKEN, USERNAME, "Mantelzorg")
    await telegram.fault("getMe", "status", times=None, error_code=502)
    async with owner.runs() as bot:
        await bot.says("Telegram does not answer yet")
        bot.is_asked_to_stop()
        asked_at = monotonic()
        assert await bot.ends() == 0
        assert monotonic() - asked_at < 10


@pytest.mark.slow
async def test_a_bot_that_still_waits_for_its_database_stops_at_once(telegram: Telegram, tmp_path: Path) -> None:
    """One that starts before its database does is no reason to give up."""
    nobody = "postgresql://nobody:geheim@127.0.0.1:1/none"
    async with Owner(tmp_path, bot_token=TOKEN, bot_api_url=telegram.url, database_url=nobody).runs() as bot:
        await bot.says("the database does not answer yet: nobody answers at that address")
        bot.is_asked_to_stop()
        assert await bot.ends() == 0
    assert "geheim" not in "".join(bot.log)


@pytest.mark.slow
@on_sqlite
async def test_a_token_that_telegram_does_not_know_ends_it_with_the_reason(telegram: Telegram, owner: Owner) -> None:
    async with owner.runs() as bot:
        assert await bot.ends() == 1
    assert "Telegram does not know BOT_TOKEN" in bot.log[-1]
    assert TOKEN not in "".join(bot.log)


@pytest.mark.slow
@on_sqlite
async def test_everything_it_prints_at_debug_is_one_object_a_line_without_a_secret(
    telegram: Telegram, owner: Owner, database_url: str
) -> None:
    await telegram.bot(TOKEN, USERNAME, "Mantelzorg")
    anneke = await telegram.person("Anneke")
    async with owner.runs() as bot:
        await bot.says('"started"')
        await anneke.opens("een-geheim-woord")
        await anneke.says("mijn moeder vergeet alles")
        await anneke.sees("uitnodiging")
        bot.is_asked_to_stop()
        assert await bot.ends() == 0
    lines = [orjson.loads(line) for line in bot.log]
    assert {"started", "stopping"} <= {line["event"] for line in lines}
    told = next(line for line in lines if line["event"] == "started")
    assert {key: told[key] for key in told if key not in ("at", "level", "from", "event")} == {
        "version": version(),
        "bot": f"@{USERNAME}",
        "database": "SQLite",
        "receiving": "long polling",
        "registration": "invite",
        "minimum_group": 8,
        "next_round": told["next_round"],
    }
    assert datetime.fromisoformat(told["next_round"]) > datetime.fromisoformat(told["at"])
    secrets = (TOKEN, "een-geheim-woord", "mijn moeder", "Anneke", str(anneke.id))
    assert not [secret for secret in secrets if secret in "".join(bot.log)]
