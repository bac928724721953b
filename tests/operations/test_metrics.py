"""What a graph is drawn from: counted where it happens, or read from the database when somebody asks."""

from datetime import timedelta
from typing import NoReturn

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from rules.address import Address
from rules.payloads.notes import Note
from simulator.clock import Clock
from simulator.phone import Telegram
from storage import outbox, sending
from storage.database import Database
from storage.outbox import Lane
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite, start_bot


async def figures(client: aiohttp.ClientSession) -> dict[str, float]:
    """Every sample by its name and labels."""
    async with client.get("/metrics") as answer:
        assert answer.status == 200
        told = await answer.text()
    samples = [sample for family in text_string_to_metric_families(told) for sample in family.samples]
    return {" ".join([sample.name, *sample.labels.values()]): sample.value for sample in samples}


@on_both
async def test_a_story_in_figures(
    telegram: Telegram, clock: Clock, database_url: str, listening: dict[str, str], client: aiohttp.ClientSession
) -> None:
    async with start_bot(telegram, clock, database_url, **listening) as running_bot:
        anneke = await telegram.person("Anneke")
        await running_bot.registers(anneke, "caregiver")
        await telegram.fault("sendMessage", "status", error_code=502)
        await running_bot.opens_round()
        clock.freeze()
        await anneke.taps("Goed")
        await running_bot.settles()
        told = await figures(client)
    assert told["bot_updates_handled_total"] == 3
    assert told["bot_handling_seconds_count"] >= 1
    assert told["bot_telegram_request_seconds_count sendMessage 502"] == 1
    assert told["bot_telegram_request_seconds_count sendMessage 200"] >= 2
    assert told["bot_telegram_request_seconds_count editMessageText 200"] >= 1
    assert told["bot_rounds_open"] == 1
    assert told["bot_rounds_due"] == 0
    assert told["bot_database_up"] == 1
    assert told["bot_inbox_waiting"] == told["bot_inbox_set_aside"] == told["bot_inbox_failing"] == 0
    assert told["bot_last_update_timestamp_seconds"] == clock.now().timestamp()
    assert not [name for name in told if "Anneke" in name or str(anneke.id) in name]


async def test_what_waits_and_since_when(
    telegram: Telegram, clock: Clock, database_url: str, listening: dict[str, str], client: aiohttp.ClientSession
) -> None:
    """Telegram asks for silence, so what is written down stays."""
    async with start_bot(telegram, clock, database_url, **listening) as running_bot:
        await running_bot.settles()
        clock.freeze()
        now = clock.now()
        async with running_bot.wiring.database.write() as connection:
            await sending.be_silent(connection, now + timedelta(hours=1))
            for lane, waits in ((Lane.INTERACTIVE, 60), (Lane.BROADCAST, 300), (Lane.BROADCAST, 100)):
                at = now - timedelta(seconds=waits)
                await outbox.add(connection, Note("welcome_back"), now=at, address=Address(1), lane=lane)
            later = now + timedelta(minutes=10)
            await outbox.add(
                connection, Note("tap_a_button"), now=now, address=Address(1), lane=Lane.REMINDER, due_at=later
            )
        told = await figures(client)
        assert [told[f"bot_outbox_waiting {lane}"] for lane in ("interactive", "reminder", "broadcast")] == [1, 0, 2]
        assert [told[f"bot_outbox_oldest_seconds {lane}"] for lane in ("interactive", "broadcast")] == [60, 300]
        assert told["bot_silence_seconds"] == 3600


async def test_a_round_that_should_be_open_and_is_not_is_seen(
    telegram: Telegram, clock: Clock, database_url: str, listening: dict[str, str], client: aiohttp.ClientSession
) -> None:
    async with start_bot(telegram, clock, database_url, **listening) as running_bot:
        await telegram.move_to(ROUND_OPENS)
        assert (await figures(client))["bot_rounds_due"] == 11
        await running_bot.tick()
        assert (await figures(client))["bot_rounds_due"] == 0


@on_sqlite
async def test_without_its_database_it_still_tells_what_it_counted(
    telegram: Telegram,
    clock: Clock,
    database_url: str,
    listening: dict[str, str],
    client: aiohttp.ClientSession,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away(_: Database) -> NoReturn:
        raise OSError("connection refused")

    async with start_bot(telegram, clock, database_url, **listening):
        with monkeypatch.context() as patch:
            patch.setattr(Database, "long_read", away)
            told = await figures(client)
    assert told["bot_database_up"] == 0
    assert "bot_updates_handled_total" in told
    assert "bot_inbox_waiting" not in told


@on_sqlite
async def test_strangers_at_the_webhook_are_counted(posted_house: RunningBot, client: aiohttp.ClientSession) -> None:
    async with client.post("/telegram", json={}):
        pass
    assert (await figures(client))["bot_webhook_refused_total"] == 1
