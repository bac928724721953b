"""A tick is many duties: one that cannot be done holds up no other, and least of all the rounds."""

import errno
import logging
from pathlib import Path
from typing import NoReturn

import pytest
from sqlalchemy import select

from bot.running import tick_now
from rules import causes
from scheduler.tick import tick
from simulator.clock import Clock
from simulator.phone import Telegram
from storage import erasures
from storage.tables import rounds
from tests.running_bot import ROUND_OPENS, RunningBot, on_sqlite, start_bot

#: Where each part of a tick does its work, and the name under which its failure is told.
PARTS = {
    "scheduler.rounds.close_due": "closing rounds",
    "storage.prompts.due": "reminding",
    "storage.outbox.planned": "releasing what was planned",
    "storage.queue_statistics.count_anew": "counting what waits",
    "storage.round_screens.end_late": "emptying what came late",
    "storage.erasures.write_down": "writing the ledger of erasures",
    "storage.wrong_clock.put_right": "putting right what a wrong clock wrote",
    "scheduler.call_backs.repeat_unhandled": "repeating call-backs",
    "storage.imports.forget_undecided": "forgetting imports",
    "storage.inbox.forget_done": "forgetting updates",
    "storage.outbox.forget_done": "forgetting messages",
    "storage.wrong_tokens.forget_old": "forgetting wrong tokens",
    "storage.pending_goodbyes.forget_stale": "forgetting goodbyes",
    "storage.refusals.judge": "judging refusals",
    "storage.refusals.ask_again": "asking again who refused",
    "scheduler.alarm.raise_alarm": "raising the alarm",
    "scheduler.retention.keep_to_terms": "removing what is over its term",
    "storage.database.Database.scrub": "scrubbing",
}


async def opened(running_bot: RunningBot) -> int:
    async with running_bot.wiring.database.read() as connection:
        return len((await connection.scalars(select(rounds.c.id).where(rounds.c.state == "open"))).all())


def breaks(*_: object, **__: object) -> NoReturn:
    raise PermissionError(13, "Permission denied")


@on_sqlite
@pytest.mark.parametrize("part", PARTS)
async def test_a_part_that_fails_holds_up_no_round_and_no_other_part(
    running_bot: RunningBot,
    telegram: Telegram,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    part: str,
) -> None:
    await running_bot.registers(await telegram.person("Anneke"), "caregiver")
    running_bot.clock.freeze(ROUND_OPENS)
    monkeypatch.setattr(part, breaks)
    with caplog.at_level(logging.ERROR):
        await tick_now(running_bot.wiring)
    assert await opened(running_bot) == 1
    told = [record.getMessage() for record in caplog.records if "failed" in record.getMessage()]
    assert [line.partition(" failed: ")[0] for line in told] == [PARTS[part]]
    assert all(line.partition(" failed: ")[2] for line in told)
    assert running_bot.wiring.process_metrics.proofs.troubles()[PARTS[part]] == causes.ERRNOS[errno.EACCES].line


@on_sqlite
async def test_rounds_that_cannot_open_are_told_and_the_rest_goes_on(
    running_bot: RunningBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.rounds.open_due", breaks)
    settings = running_bot.settings
    done = await tick(running_bot.wiring.database, running_bot.wiring.programme, settings.minimum_group, ROUND_OPENS)
    assert list(done.failed) == ["opening rounds"]


async def test_a_ledger_that_cannot_be_written_keeps_no_round_from_opening(
    telegram: Telegram, clock: Clock, database_url: str, tmp_path: Path
) -> None:
    """Somebody was erased, and the folder of the ledger is a file."""
    ledger = tmp_path / "in the way" / "erasures"
    async with start_bot(telegram, clock, database_url, erasure_ledger=ledger) as running_bot:
        (tmp_path / "in the way").write_text("")
        anneke = await telegram.person("Anneke")
        await running_bot.registers(anneke, "caregiver")
        await running_bot.registers(await telegram.person("Bram"), "caregiver")
        async with running_bot.wiring.database.write() as connection:
            await erasures.note(connection, [erasures.mark_of(1)], clock.now())
        clock.freeze(ROUND_OPENS)
        await tick_now(running_bot.wiring)
        assert await opened(running_bot) == 1
        await running_bot.settles()
        assert "U kunt antwoorden tot" in (await anneke.last()).text
