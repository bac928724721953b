"""What somebody who was woken at 3 a.m. is told: whether anything is wrong, and what, in plain words."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from bot import heartbeat, status_command
from bot.running import tick_now
from bot.status_command import Report
from bot.wiring import real_time
from programme.loading import DEFAULT_FILE
from rules.address import Address
from rules.payloads.notes import Note
from simulator.clock import Clock
from simulator.phone import Telegram
from storage import inbox, outbox, people, practices, sending
from storage.database import Database
from storage.identity_cipher import new_key
from storage.inbox import TRIES, Received
from storage.outbox import Lane
from storage.replicas import Replica
from storage.tables import rounds
from tests.operations.beating import beats, heartbeats, quick_hearts
from tests.operations.owner import Owner
from tests.running_bot import ROUND_OPENS, TOKEN, RunningBot, on_both, on_sqlite

__all__ = ["quick_hearts"]
pytestmark = pytest.mark.usefixtures("quick_hearts")
HOUR = timedelta(hours=1)


@pytest.fixture
async def running_bot(running_bot: RunningBot, telegram: Telegram, clock: Clock) -> RunningBot:
    """At work, with a manager, having ticked once, and at a moment that stands still."""
    await running_bot.registers(await telegram.person("Marja"), "manager")
    await running_bot.settles()
    clock.freeze()
    await tick_now(running_bot.wiring)
    return running_bot


async def report(
    running_bot: RunningBot, later: timedelta = timedelta(), *, lives: bool = True, **troubles: str
) -> Report:
    """What is told at that moment; meanwhile the process says that it lives, and what is in its way."""
    now = running_bot.clock.now() + later
    wiring = running_bot.wiring
    process = Replica(wiring.process_metrics.replica_id, running_bot.clock.now(), now, now, troubles)
    async with heartbeats(wiring.database, process) if lives else nullcontext():
        return await status_command.report(running_bot.settings, now)


async def is_seen(running_bot: RunningBot) -> None:
    await heartbeat.beat(running_bot.wiring)


async def say(running_bot: RunningBot, at: datetime, lane: Lane = Lane.INTERACTIVE, **more: Any) -> None:
    """Writes down something to say, in a chat that does not exist; nothing is sent meanwhile."""
    async with running_bot.wiring.database.write() as connection:
        await sending.be_silent(connection, running_bot.clock.now() + HOUR)
        await outbox.add(connection, Note("welcome_back"), now=at, lane=lane, **({"address": 1} | more))


@on_both
async def test_a_bot_at_work_has_nothing_to_complain_about(running_bot: RunningBot, telegram: Telegram) -> None:
    anneke = await telegram.person("Anneke")
    await anneke.opens()
    await running_bot.settles()
    told = await report(running_bot, later=timedelta(seconds=90))
    assert told.problems == []
    assert str(told).startswith("All is well.\n\nrunning    1 process, last seen 0 seconds ago\n")
    assert "receiving  the last update 90 seconds ago (2026-11-23 09:00 UTC)" in told.lines
    assert "sending    the last message 90 seconds ago (2026-11-23 09:00 UTC)" in told.lines
    assert "Anneke" not in str(told)


@on_sqlite
async def test_a_bot_that_died_is_not_running(running_bot: RunningBot) -> None:
    await is_seen(running_bot)
    told = await report(running_bot, later=timedelta(minutes=12), lives=False)
    assert told.problems[0] == "The bot is not running: the last was seen 12 minutes ago. Start it; what waits is kept."


@on_sqlite
async def test_a_bot_that_was_stopped_is_not_running(running_bot: RunningBot) -> None:
    await is_seen(running_bot)
    await heartbeat.stop(running_bot.wiring)
    (problem,) = (await report(running_bot, lives=False)).problems
    assert problem.startswith("The bot is not running: none has left a sign.")


@on_sqlite
async def test_what_a_process_finds_wrong_with_itself(running_bot: RunningBot) -> None:
    assert (await report(running_bot, receiving="", handling="the disk is full: make room")).problems == [
        "In trouble, receiving: it has not worked for more than a minute; the log says why.",
        "In trouble, handling: the disk is full: make room.",
    ]


@on_sqlite
async def test_updates_that_nobody_handles(running_bot: RunningBot) -> None:
    now = running_bot.clock.now()
    async with running_bot.wiring.database.write() as connection:
        await inbox.store(connection, [Received(1, 5, "{}")], now)
        await inbox.postpone(connection, 1, now + HOUR)
    (problem,) = (await report(running_bot, later=timedelta(minutes=2))).problems
    assert problem == "Received and not handled: 1, the oldest for 2 minutes."


@on_sqlite
async def test_people_who_wait_for_a_reply(running_bot: RunningBot) -> None:
    await say(running_bot, running_bot.clock.now())
    assert (await report(running_bot, later=timedelta(minutes=2))).problems == []  # Telegram asked for silence
    told = await report(running_bot, later=HOUR + timedelta(minutes=1))
    assert "People wait for a reply: 1, the oldest for 61 minutes." in told.problems


async def test_a_broadcast_that_stands_still(running_bot: RunningBot) -> None:
    await say(running_bot, running_bot.clock.now() - HOUR, Lane.BROADCAST)
    (problem,) = [line for line in (await report(running_bot, later=HOUR)).problems if "sent" in line]
    assert problem == "Nothing is sent, while check-ins and other broadcasts wait: 1, the oldest for 2 hours."


@on_sqlite
async def test_the_silence_that_telegram_asks_for(running_bot: RunningBot) -> None:
    await say(running_bot, running_bot.clock.now())
    told = await report(running_bot)
    assert told.problems == []
    assert "sending    Telegram asks for silence until 2026-11-23 10:00 UTC" in told.lines
    assert any("replies: 1, the oldest for 0 seconds" in line for line in told.lines)


async def test_what_was_given_up_in_the_last_day(running_bot: RunningBot, telegram: Telegram) -> None:
    anneke = await telegram.person("Anneke", started=True)
    bram = await telegram.person("Bram", started=True)
    await bram.blocks()
    await telegram.fault("sendMessage", "status", error_code=400, description="Bad Request: BUTTON_DATA_INVALID")
    for phone in (anneke, bram):
        async with running_bot.wiring.database.write() as connection:
            known = await people.meet(connection, Address(phone.id), "nl", running_bot.clock.now())
            await outbox.add(connection, Note("welcome_back"), now=running_bot.clock.now(), person_id=known.person_id)
        running_bot.wiring.sender.wake()
        await running_bot.settles()
    told = await report(running_bot)
    assert told.problems == ["Given up in the last day: 1 × note (BadRequest)."]
    assert "failed     1 messages in the last day (and 1 to people who cannot be reached any more)" in told.lines
    assert "refused    0 people refuse; what is for them is held until it is sure that they are gone" in told.lines
    assert not [line for line in (await report(running_bot, later=timedelta(days=2))).problems if "Given up" in line]


async def test_updates_that_were_set_aside(running_bot: RunningBot) -> None:
    async with running_bot.wiring.database.write() as connection:
        received = Received(1, 5, "{}", attempts=TRIES - 1)
        await inbox.store(connection, [received], running_bot.clock.now())
        assert await inbox.failed(connection, received, "ValueError", running_bot.clock.now())
    (problem,) = (await report(running_bot)).problems
    assert problem == "Updates set aside in the last day, after failing at every try: 1 × update (ValueError)."


async def test_rounds_that_nobody_opens_and_nobody_closes(running_bot: RunningBot) -> None:
    await running_bot.tick(ROUND_OPENS)
    assert not [line for line in (await report(running_bot)).problems if "rounds" in line]
    async with running_bot.wiring.database.write() as connection:
        await connection.execute(rounds.delete())
    (problem,) = [
        line for line in (await report(running_bot, later=timedelta(minutes=10))).problems if "rounds" in line
    ]
    assert problem == "11 rounds should have opened or closed, the first 10 minutes ago; the tick fails."


async def test_a_database_of_another_version_is_named(running_bot: RunningBot) -> None:
    await running_bot.stop()
    database = Database(running_bot.settings.database_url.get_secret_value())
    async with database.long_write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert (await report(running_bot)).problems == [
        "The database is newer than this version: start the newer version of the bot."
    ]
    async with database.long_write() as connection:
        await connection.execute(text("DELETE FROM alembic_version"))
    assert "never been started" in (await report(running_bot)).problems[0]
    await database.close()


@on_sqlite
async def test_looking_makes_no_database(running_bot: RunningBot, tmp_path: Path) -> None:
    missing = tmp_path / "folder" / "none.db"
    settings = running_bot.settings.model_copy(update={"database_url": SecretStr(f"sqlite:///{missing}")})
    assert "no database" in (await status_command.report(settings, running_bot.clock.now())).problems[0]
    assert not missing.parent.exists()


@on_sqlite
async def test_a_database_that_is_away_is_named(running_bot: RunningBot) -> None:
    address = SecretStr("postgresql://nobody@127.0.0.1:1/none")
    settings = running_bot.settings.model_copy(update={"database_url": address})
    assert (await status_command.report(settings, running_bot.clock.now())).problems == [
        "The database does not answer: nobody answers at that address: "
        "the database, Telegram or the proxy is away, or the address is wrong."
    ]


@pytest.mark.over_http
@pytest.mark.slow
@on_sqlite
async def test_the_exit_code_tells_whether_something_is_wrong(
    running_bot: RunningBot, telegram: Telegram, tmp_path: Path, database_url: str
) -> None:
    shipped = {"programme_file": str(DEFAULT_FILE)}
    owner = Owner(tmp_path, bot_token=TOKEN, bot_api_url=telegram.url, database_url=database_url, **shipped)
    running_bot.clock.move_to(real_time())
    await tick_now(running_bot.wiring)
    async with beats(running_bot.wiring):
        fine = await owner.types("status")
    await heartbeat.stop(running_bot.wiring)
    wrong = await owner.types("status")
    assert (fine.code, fine.printed.splitlines()[0]) == (3, "All is well.")
    assert "Missing to go live:\n- The privacy notice is not whole" in fine.printed
    assert "languages  nl, en; off until languages_on names them: tr, pl, ar, uk" in fine.printed
    assert (wrong.code, wrong.printed.splitlines()[0]) == (1, "Something is wrong:")


@on_sqlite
async def test_what_the_owner_has_not_decided_about_keeping_people_is_said(running_bot: RunningBot) -> None:
    found = [str(await status_command.report(running_bot.settings, running_bot.clock.now()))]
    decided = {"programme_ends_on": date(2027, 12, 31), "identity_key": SecretStr(new_key())}
    found.append(
        str(await status_command.report(running_bot.settings.model_copy(update=decided), running_bot.clock.now()))
    )
    assert "people     not sealed: IDENTITY_KEY is not set\nkept       without end: PROGRAMME_ENDS_ON" in found[0]
    assert "people     sealed\nkept       until 2028-12-31" in found[1]


def _another_slug(text: str) -> str:
    return text.replace('slug = "zwolle"', 'slug = "zwolle-stad"')


def _another_meaning(text: str) -> str:
    return text.replace('"Heel moeizaam"', '"Anders"', 1)


@on_both
@pytest.mark.parametrize(
    ("change", "told"),
    [(_another_slug, "write slug = 'zwolle' again"), (_another_meaning, "give the changed question version = 2")],
)
async def test_a_programme_file_with_which_nothing_would_start_is_named(
    running_bot: RunningBot, telegram: Telegram, tmp_path: Path, change: Callable[[str], str], told: str
) -> None:
    anneke = await telegram.person("Anneke")
    await running_bot.registers(anneke, "caregiver")
    await running_bot.opens_round()
    await anneke.taps("Heel moeizaam")
    await running_bot.settles()
    before = await _practices(running_bot)
    file = tmp_path / "changed.toml"
    file.write_text(change(DEFAULT_FILE.read_text(encoding="utf-8")), encoding="utf-8")
    running_bot.settings = running_bot.settings.model_copy(update={"programme_file": file})
    (problem,) = (await report(running_bot)).problems
    assert problem.startswith("With these settings nothing starts: the programme file ")
    assert told in problem
    assert await _practices(running_bot) == before


async def _practices(running_bot: RunningBot) -> list[str]:
    async with running_bot.wiring.database.read() as connection:
        return [one.slug for one in await practices.ever(connection)]


@on_sqlite
async def test_a_key_that_does_not_fit_what_is_there_is_named(running_bot: RunningBot) -> None:
    other = {"identity_key": SecretStr(new_key())}
    running_bot.settings = running_bot.settings.model_copy(update=other)
    (problem,) = (await report(running_bot)).problems
    assert "With these settings nothing starts: people are not sealed with IDENTITY_KEY yet" in problem
