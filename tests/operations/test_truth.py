"""Whatever is wrong stands in `status` and at `/readyz` within a minute, with its cause; and goes when it is over."""

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import Any, NoReturn

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from bot import receiver, room, status_command, wiring
from bot.health import what_is_wrong
from bot.process_metrics import ProcessMetrics
from bot.running import tick_now
from bot.status_command import Report
from rules import causes
from simulator.bare_bot import BareBot
from simulator.clock import Clock
from simulator.phone import Phone, Telegram
from storage import erasures, replicas
from storage.backup import note_made
from storage.replicas import Replica
from tests.operations.beating import beats, quick_hearts
from tests.operations.patience import until
from tests.running_bot import TOKEN, RunningBot, on_both, on_sqlite, start_bot

__all__ = ["quick_hearts"]
pytestmark = [pytest.mark.usefixtures("quick_hearts"), pytest.mark.over_http, pytest.mark.slow]
MINUTE = 60.0


@dataclass
class Watched:
    """A bot of which everything is proved, with steady seconds that a test can let pass."""

    running_bot: RunningBot
    marja: Phone
    tmp_path: Path
    monkeypatch: pytest.MonkeyPatch
    ahead: list[float]
    left: AsyncExitStack = field(default_factory=AsyncExitStack)

    @property
    def telegram(self) -> Telegram:
        return self.running_bot.telegram

    async def status(self) -> Report:
        return await status_command.report(self.running_bot.settings, self.running_bot.clock.now())

    async def readyz(self) -> str:
        found = self.running_bot.wiring
        return await what_is_wrong(found.process_metrics, found.database) or "ready"

    async def is_well(self) -> bool:
        return await self.readyz() == "ready" and (await self.status()).problems == []

    async def tells(self, cause: str) -> None:
        """Both, within a minute."""

        ends = self.ahead[0] + MINUTE + 5

        async def met() -> bool:
            self.ahead[0] = min(self.ahead[0] + 2, ends)
            return cause in await self.readyz() and cause in "\n".join((await self.status()).problems)

        await until(met, within=60)

    async def asks_for_more(self) -> None:
        """Ends the long poll that is under way, so that the next one meets the fault."""
        await self.marja.says("hallo")

    async def passes(self, time: timedelta) -> None:
        self.ahead[0] += time.total_seconds()
        self.running_bot.clock.move_to(self.running_bot.clock.now() + time)  # at once: no heartbeat sees them differ
        await self.telegram.forward(timedelta())

    async def ticks(self) -> None:
        await tick_now(self.running_bot.wiring)


@pytest.fixture
async def watched(
    telegram: Telegram, clock: Clock, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Watched]:
    ahead = [0.0]
    monkeypatch.setattr(wiring, "ProcessMetrics", lambda: ProcessMetrics(lambda: monotonic() + ahead[0]))
    monkeypatch.setattr(receiver, "POLL_SECONDS", 1)
    settings = {"erasure_ledger": tmp_path / "ledger" / "erasures"}
    async with start_bot(telegram, clock, database_url, **settings) as running_bot:
        marja = await telegram.person("Marja")
        await running_bot.registers(marja, "manager")
        found = Watched(running_bot, marja, tmp_path, monkeypatch, ahead)
        await found.ticks()
        async with beats(running_bot.wiring), found.left:
            await until(found.is_well)
            yield found


Fault = Callable[[Watched], Awaitable[None]]


def telegram_says(method: str, kind: str = "status", **more: Any) -> Fault:
    async def cause(watched: Watched) -> None:
        await watched.telegram.fault(method, kind, times=None, **more)
        await watched.asks_for_more()

    return cause


async def another_polls(watched: Watched) -> None:
    """A drill on another machine, with another database and the same token."""

    async def polls() -> NoReturn:
        async with BareBot(watched.telegram.url, TOKEN) as other:
            while True:
                try:
                    await other.asks("getUpdates", timeout=1)
                except Exception:
                    await asyncio.sleep(0.1)

    other = asyncio.create_task(polls())
    watched.left.callback(other.cancel)


async def another_sets_a_webhook(watched: Watched) -> None:
    async with BareBot(watched.telegram.url, TOKEN) as other:
        await other.asks("setWebhook", url="https://elders.example.org/x", secret_token="s" * 16)
    await watched.asks_for_more()


async def sends_fail(watched: Watched) -> None:
    await watched.telegram.fault("sendMessage", "status", times=None, error_code=502)
    await watched.marja.says("/hulp")
    await until(lambda: was_tried(watched, "sendMessage", "502"))


async def was_tried(watched: Watched, method: str, outcome: str) -> bool:
    return outcome in {str(entry["outcome"]) for entry in await watched.telegram.requests(method)}


async def hangs(*_: object, **__: object) -> NoReturn:
    await asyncio.Event().wait()
    raise AssertionError


def stands_still(part: str) -> Fault:
    async def cause(watched: Watched) -> None:
        watched.monkeypatch.setattr(part, hangs)
        watched.monkeypatch.setattr("delivery.sender.LAST_WORDS_SECONDS", 0.1)
        watched.running_bot.wiring.sender.wake()
        watched.running_bot.wiring.update_worker.wake()

    return cause


async def nobody_ticks(watched: Watched) -> None:
    """The last one was a minute ago, and the next one does not come."""
    watched.ahead[0] += MINUTE


async def the_ledger_cannot_be_written(watched: Watched) -> None:
    """Somebody was erased, and the folder of the ledger is a file."""
    ledger = watched.running_bot.settings.ledger
    shutil.rmtree(ledger.parent, ignore_errors=True)
    ledger.parent.write_text("")
    async with watched.running_bot.wiring.database.write() as connection:
        await erasures.note(connection, [erasures.mark_of(1)], watched.running_bot.clock.now())
    await watched.ticks()


async def an_alarm_fails(watched: Watched) -> None:
    def breaks(*_: object) -> NoReturn:
        raise PermissionError(13, "Permission denied")

    watched.monkeypatch.setattr("scheduler.alarm.raise_alarm", breaks)
    await watched.ticks()


async def the_clock_is_set_back(watched: Watched) -> None:
    """The simulator's and the bot's, but not the one that counts seconds."""
    watched.running_bot.clock.move_to(watched.running_bot.clock.now() - timedelta(hours=1))


async def the_disk_fills(watched: Watched) -> None:
    watched.monkeypatch.setattr(room, "LEAST", 10**18)


FAULTS: dict[str, tuple[Fault, str]] = {
    "two bots on one token": (another_polls, "another process is receiving for this bot"),
    "a webhook set by somebody else": (another_sets_a_webhook, "another process is receiving for this bot"),
    "a token that was taken back": (telegram_says("getUpdates", error_code=401), "receiving"),
    "receiving refused": (telegram_says("getUpdates", error_code=502), "receiving"),
    "receiving broken off": (telegram_says("getUpdates", "drop_before"), "receiving"),
    "Telegram in trouble": (telegram_says("*", error_code=502), "Telegram answers with 502"),
    "Telegram out of reach": (telegram_says("*", "drop_before"), "reaching Telegram"),
    "messages that do not get through": (sends_fail, "delivering: Telegram answers with 502"),
    "a sender that stands still": (stands_still("delivery.sender.Sender.run_once"), "sending"),
    "handling that stands still": (
        stands_still("handlers.update_worker.UpdateWorker.run_once"),
        "handling",
    ),
    "a tick that does not come": (nobody_ticks, "ticking"),
    "a ledger that cannot be written": (the_ledger_cannot_be_written, "writing the ledger of erasures"),
    "an alarm that fails": (an_alarm_fails, "raising the alarm: no rights"),
    "a clock that was set back": (the_clock_is_set_back, "set back by 60 minutes"),
    "a disk that fills": (the_disk_fills, "MB are free for the"),
}


@on_sqlite
@pytest.mark.parametrize("fault", FAULTS)
async def test_a_fault_is_told_by_status_and_readyz_within_a_minute_and_no_longer_than_it_lasts(
    watched: Watched, fault: str
) -> None:
    cause, words = FAULTS[fault]
    await cause(watched)
    await watched.tells(words)


def _move(file: Path, to: Path) -> None:
    file.rename(to)


@on_both
async def test_a_database_that_cannot_be_written_is_told(watched: Watched, database_url: str) -> None:
    """By whoever looks: no process can leave word of it."""
    database = watched.running_bot.wiring.database
    if database.is_sqlite:
        file, elsewhere = Path(str(database.url.database)), watched.tmp_path / "elsewhere"
        _move(file, elsewhere)
        assert await watched.readyz() == f"database: {causes.CLASSES['DatabaseMoved'].line}"
        assert "no database" in (await watched.status()).problems[0]
        _move(elsewhere, file)
        other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")  # who writes just now is in this thread
        watched.monkeypatch.setattr("storage.database.BUSY_SECONDS", 0.1)
        assert "the database is locked" in (await watched.status()).problems[0]
        other.close()
    else:
        async with database.write() as connection:
            name = database.url.database
            await connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only=on"))
        assert "the database is read-only" in (await watched.status()).problems[0]


@on_sqlite
async def test_it_is_over_when_it_is_over(watched: Watched) -> None:
    await another_polls(watched)
    await sends_fail(watched)
    await the_clock_is_set_back(watched)
    await watched.tells("another process")
    await watched.left.aclose()
    await watched.telegram.clear_faults()
    watched.running_bot.clock.move_to(watched.running_bot.clock.now() + timedelta(hours=1))
    await watched.tells("set forward")
    await watched.passes(timedelta(minutes=6))
    await watched.ticks()
    await until(watched.is_well, within=60)


@on_sqlite
async def test_who_died_is_seen_whatever_the_clocks_tell(watched: Watched) -> None:
    """Its last heartbeat lies ahead of our clock; but there is no next one."""
    async with watched.running_bot.wiring.database.write() as connection:
        ahead = watched.running_bot.clock.now() + timedelta(hours=2)
        await replicas.show(connection, Replica("dead", ahead, ahead, ahead))
    problems = (await watched.status()).problems
    assert any("not running" in problem for problem in problems)


@on_sqlite
async def test_clocks_that_differ_are_told_and_the_bot_is_not_taken_for_dead(watched: Watched) -> None:
    later = watched.running_bot.clock.now() + timedelta(days=31)
    problems = (await status_command.report(watched.running_bot.settings, later)).problems
    assert any("differ by 31 days" in problem for problem in problems)
    assert not any("not running" in problem for problem in problems)


@on_sqlite
async def test_an_alarm_that_nobody_hears_a_backup_that_is_late_and_another_token_are_told(
    running_bot: RunningBot,
) -> None:
    settings = running_bot.settings.model_copy(
        update={"backup_within_hours": 26, "bot_token": SecretStr("8000000002:another-token-of-another-bot")}
    )
    now = running_bot.clock.now()
    async with beats(running_bot.wiring):
        problems = (await status_command.report(settings, now)).problems
        assert [problem.split(":")[0] for problem in problems] == [
            "BOT_TOKEN is of another bot than this database belongs to, so nothing starts",
            "No backup was made in the last 26 hours (BACKUP_WITHIN_HOURS)",
            "Nobody hears an alarm",
        ]
        await note_made(settings.database_url.get_secret_value(), now)
        assert "backup" not in " ".join((await status_command.report(settings, now + timedelta(hours=26))).problems)
        assert "backup" in " ".join((await status_command.report(settings, now + timedelta(hours=27))).problems)
