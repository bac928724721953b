"""Alarms reach somebody: by mail, a webhook, a command, a heartbeat that stays away; and never stop anything."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot import alarm_channels, alarm_command, alarm_mail
from bot.running import run_until_signal, tick_now
from bot.settings import Settings
from bot.wiring import wire
from programme.loading import DEFAULT_FILE
from simulator.clock import Clock
from simulator.phone import Telegram
from storage import rounds, wrong_tokens
from storage.practices import SlugChanged
from tests.operations.listeners import MailServer, WebServer, mail_server, web_server
from tests.operations.test_alarm import gives_up, sets_aside
from tests.running_bot import ROUND_OPENS, TOKEN, RunningBot, on_both, on_sqlite, start_bot

HOUR = timedelta(hours=1)
PATH = "/hooks/een-geheim-woord"


@pytest.fixture
async def mail() -> AsyncIterator[MailServer]:
    async with mail_server() as mail:
        yield mail


@pytest.fixture
async def web() -> AsyncIterator[WebServer]:
    async with web_server() as web:
        yield web


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Where the owner's command puts what it is told."""
    return tmp_path / "alarms.txt"


@pytest.fixture
async def running_bot(
    telegram: Telegram, clock: Clock, database_url: str, mail: MailServer, web: WebServer, inbox: Path
) -> AsyncIterator[RunningBot]:
    """The bot of an owner who wants to hear of it by every way there is."""
    ways = {
        "alarm_smtp_url": mail.url,
        "alarm_mail_to": "beheer@example.org, tweede@example.org",
        "alarm_webhook_url": web.url + PATH,
        "alarm_command": f"tee -a '{inbox}'",
        "heartbeat_url": f"{web.url}/ping/een-geheim-woord?a=1",
    }
    async with start_bot(telegram, clock, database_url, **ways) as running_bot:
        clock.freeze()
        yield running_bot


async def ticks(running_bot: RunningBot) -> None:
    """A minute's work, and the look at it to its end."""
    await running_bot.settles()
    await tick_now(running_bot.wiring)
    looking = running_bot.wiring.owner_alarm._looking
    assert looking
    await looking


def said_to(inbox: Path) -> str:
    return inbox.read_text(encoding="utf-8") if inbox.exists() else ""


def in_the_way_of(inbox: Path) -> None:
    """The command cannot write."""
    inbox.mkdir()


def beats(web: WebServer) -> list[tuple[str, str]]:
    return [(method, path) for method, path, _ in web.asked if path.startswith("/ping")]


def posts(web: WebServer) -> list[str]:
    return [json.loads(body)["text"] for method, path, body in web.asked if (method, path) == ("POST", PATH)]


@on_both
async def test_while_all_is_well_only_the_heartbeat_is_heard(
    running_bot: RunningBot, mail: MailServer, web: WebServer, inbox: Path
) -> None:
    await ticks(running_bot)
    await ticks(running_bot)
    assert beats(web) == [("GET", "/ping/een-geheim-woord?a=1")] * 2
    assert (mail.letters, posts(web), said_to(inbox)) == ([], [], "")


@on_both
async def test_trouble_is_told_once_by_every_way_and_the_service_each_minute(
    running_bot: RunningBot, telegram: Telegram, mail: MailServer, web: WebServer, inbox: Path
) -> None:
    await gives_up(running_bot, telegram)
    await ticks(running_bot)
    await ticks(running_bot)
    (letter,), (post,) = mail.letters, posts(web)
    assert "Given up in the last day: 1 × note (BadRequest)." in post
    assert str(letter.get_payload()).split() == post.split()
    assert (letter["To"], letter["From"]) == ("beheer@example.org, tweede@example.org", "beheer@example.org")
    assert [line for line in mail.said if line.startswith("rcpt")] == [
        "rcpt TO:<beheer@example.org>",
        "rcpt TO:<tweede@example.org>",
    ]
    assert said_to(inbox) == post
    assert beats(web) == [("POST", "/ping/een-geheim-woord/fail?a=1")] * 2
    assert not [word for word in ("Anneke", TOKEN, "geheim", "welcome") if word in post]


@on_both
async def test_another_sort_is_told_at_once_and_the_same_again_after_hours_also_after_a_restart(
    running_bot: RunningBot, telegram: Telegram, web: WebServer
) -> None:
    await gives_up(running_bot, telegram)
    await ticks(running_bot)
    await running_bot.restart()
    await gives_up(running_bot, telegram)
    await sets_aside(running_bot)
    await ticks(running_bot)
    assert ["set aside" in post for post in posts(web)] == [False, True]
    assert "Given up" not in posts(web)[1]
    await telegram.move_to(running_bot.clock.now() + 6 * HOUR)
    await ticks(running_bot)
    assert "Given up in the last day: 2" in posts(web)[2]


@on_sqlite
async def test_what_reached_nobody_is_told_again_and_one_way_is_enough(
    running_bot: RunningBot, telegram: Telegram, mail: MailServer, web: WebServer, inbox: Path
) -> None:
    in_the_way_of(inbox)
    mail.refuses, web.status = True, 500
    await gives_up(running_bot, telegram)
    await ticks(running_bot)
    assert len(posts(web)) == 1
    web.status = 200
    await ticks(running_bot)
    await ticks(running_bot)
    assert len(posts(web)) == 2


@on_sqlite
async def test_whatever_becomes_of_alarms_rounds_open_and_no_address_is_logged(
    running_bot: RunningBot, telegram: Telegram, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await running_bot.registers(await telegram.person("Bram"), "caregiver")
    await telegram.move_to(ROUND_OPENS)
    await gives_up(running_bot, telegram)

    async def breaks(*_: object) -> None:
        raise RuntimeError(f"no way to {PATH}")

    monkeypatch.setattr(alarm_mail, "send", breaks)
    for way in ("_webhook", "_command", "beat"):
        monkeypatch.setattr(alarm_channels, way, breaks)
    running_bot.wiring.owner_alarm._channels = alarm_channels.channels(running_bot.settings)
    await ticks(running_bot)
    async with running_bot.wiring.database.read() as connection:
        assert await rounds.open_everywhere(connection)
    assert "the alarm by mail did not arrive: RuntimeError" in caplog.text
    assert "geheim" not in caplog.text


@on_sqlite
async def test_a_tick_that_fails_and_a_database_that_is_away_are_told_once(
    running_bot: RunningBot, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise ConnectionRefusedError(111, "geheim")

    for reaching in ("read", "write", "long_read", "long_write"):
        monkeypatch.setattr(running_bot.wiring.database, reaching, away)
    for _ in range(2):
        await tick_now(running_bot.wiring)
        looking = running_bot.wiring.owner_alarm._looking
        assert looking
        await looking
    monkeypatch.undo()
    (post,) = posts(web)
    assert "In the tick, opening rounds failed: nobody answers at that address" in post
    assert "The database does not answer" in post
    assert "geheim" not in post


@on_sqlite
async def test_guessing_is_told_to_the_owner_too(running_bot: RunningBot, telegram: Telegram, web: WebServer) -> None:
    async with running_bot.wiring.database.write() as connection:
        for _ in range(100):
            await wrong_tokens.note(connection, None, running_bot.clock.now())
    await ticks(running_bot)
    assert "Invitations or codes that do not work are tried: 100 within an hour." in posts(web)[0]


@on_sqlite
async def test_a_process_that_ends_by_an_error_says_so_once_however_often_it_is_started(
    running_bot: RunningBot, web: WebServer
) -> None:
    for _ in range(3):
        await running_bot.wiring.owner_alarm.ended(ConnectionRefusedError(111, "geheim"))
    (post,) = posts(web)
    assert "The bot ended: nobody answers at that address" in post
    assert [path for _, path in beats(web)] == ["/ping/een-geheim-woord/fail?a=1"] * 3


@on_sqlite
async def test_a_start_that_the_programme_file_keeps_from_being_one_is_told_with_what_to_mend(
    running_bot: RunningBot, web: WebServer, tmp_path: Path
) -> None:
    await running_bot.stop()
    text = DEFAULT_FILE.read_text(encoding="utf-8").replace('slug = "zwolle"', 'slug = "zwolle-stad"')
    (tmp_path / "changed.toml").write_text(text, encoding="utf-8")
    changed = running_bot.settings.model_copy(update={"programme_file": tmp_path / "changed.toml"})
    with pytest.raises(SlugChanged):
        await run_until_signal(wire(changed, running_bot.clock.now))
    (post,) = posts(web)
    assert "The bot ended: the programme file calls the practice 'Zwolle' 'zwolle-stad'" in post


async def test_who_hears_of_it_and_whether_it_arrives(
    running_bot: RunningBot, telegram: Telegram, mail: MailServer, web: WebServer, inbox: Path
) -> None:
    await running_bot.registers(await telegram.person("Marja"), "manager", practice="zwolle")
    await running_bot.settles()
    assert await alarm_command.reached(running_bot.settings) == [
        "managers: 1, in their chat with the bot",
        *("the owner, by mail", "the owner, by webhook", "the owner, by command"),
        "the service at HEARTBEAT_URL, each minute",
    ]
    outcomes = await alarm_command.tested(running_bot.settings)
    assert outcomes == dict.fromkeys(("mail", "webhook", "command", "heartbeat"))
    assert (len(mail.letters), posts(web), said_to(inbox)) == (1, [alarm_command.TEST], alarm_command.TEST)
    web.status, mail.refuses = 404, True
    failed = await alarm_command.tested(running_bot.settings)
    assert (failed["webhook"], failed["heartbeat"]) == ("it answered 404", "it answered 404")
    assert failed["mail"]


async def test_a_password_goes_to_no_mail_server_without_tls(mail: MailServer) -> None:
    url = mail.url.replace("//", "//bot:geheim@")
    found = Settings(_env_file=None, bot_token=TOKEN, alarm_smtp_url=url, alarm_mail_to="beheer@example.org")
    told = await alarm_command.tested(found)
    assert told == {"mail": "the server offers no TLS, and a password goes nowhere without"}
    assert not [line for line in mail.said if "AUTH" in line]


async def test_a_command_sees_no_secret_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    seen = tmp_path / "seen"
    found = Settings(_env_file=None, bot_token=TOKEN, alarm_command=f"sh -c 'env > {seen}'")
    assert await alarm_command.tested(found) == {"command": None}
    assert TOKEN not in seen.read_text()
