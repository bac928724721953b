"""`python -m bot setup`: a few questions, each answer tried out at once, and the first invitations."""

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from telegram import User
from telegram.error import InvalidToken, TelegramError

from bot.inviting import invite_to
from bot.running import prepare
from bot.settings import Settings, SettingsError, load
from bot.state_folder import settings_file
from bot.transport import Transport
from bot.upgrading import make_ready
from bot.wiring import telegram_bot, wire
from programme.loading import load as load_programme
from rules import causes
from rules.access import Role

#: So long an address may take to answer.
SECONDS = 10
GROUPS = (
    "It may be added to groups. In Telegram: @BotFather, /setjoingroups, choose the bot, Disable. Only BotFather can."
)
NEXT = """
What to do next
1. Start it: `{program} run`, or as a service (docs/operations.md, "As a service").
2. Send each link above to the one it is for, by a way that you trust. It works once.
3. Every night a backup: deploy/systemd/mantelzorg-bot-backup.timer.
4. Look now and then: `{program} status`."""
#: Asks somebody: the question, what it is when nothing is answered, and whether nobody may see what is typed.
Ask = Callable[[str, str, bool], str]
Say = Callable[[str], None]


class SetUpAlready(Exception):
    """There are settings already; the message says where."""


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Who is asked, and told."""

    ask: Ask
    say: Say


async def set_up(dialogue: Dialogue, program: str) -> None:
    """Writes the settings and makes the first invitations. SetUpAlready when there are settings."""
    file = settings_file()
    if file.exists():
        raise SetUpAlready(f"{file} is there already: change it by hand, or move it away first")
    values = await _token(dialogue)
    values |= await _database(dialogue, values)
    values |= await _address(dialogue, values)
    _write(file, values)
    dialogue.say(f"The settings are in {file}, for your eyes alone.")
    await _invite(dialogue, load())
    dialogue.say(NEXT.format(program=program))


def _settings(values: dict[str, str]) -> Settings:
    """As they would be; SettingsError names what is wrong."""
    with _environment(values):
        return load()


class _environment:
    """The environment with these in it, for as long as it takes."""

    def __init__(self, values: dict[str, str]) -> None:
        self._values, self._before = values, dict(os.environ)

    def __enter__(self) -> None:
        os.environ.update(self._values)

    def __exit__(self, *_: object) -> None:
        for name in self._values:
            os.environ.pop(name)
        os.environ.update({name: self._before[name] for name in self._values if name in self._before})


async def _token(dialogue: Dialogue) -> dict[str, str]:
    while True:
        values = {"BOT_TOKEN": dialogue.ask("The token that BotFather gave", "", True).strip()}
        try:
            me = await _who_is(_settings(values))
        except SettingsError as error:
            dialogue.say(str(error))
        except InvalidToken:
            dialogue.say("Telegram does not know this token.")
        except TelegramError as error:
            dialogue.say(f"Telegram does not answer: {causes.told(error)}.")
        else:
            dialogue.say(f"This is @{me.username}." + (f" {GROUPS}" if me.can_join_groups else ""))
            return values


async def _who_is(settings: Settings) -> User:
    transport = Transport()
    await transport.initialize()
    try:
        return await telegram_bot(settings, transport).get_me()
    finally:
        await transport.shutdown()


async def _database(dialogue: Dialogue, values: dict[str, str]) -> dict[str, str]:
    while True:
        answer = dialogue.ask(
            "The database: nothing for a file in the state folder, or postgresql://…", "", True
        ).strip()
        chosen = {"DATABASE_URL": answer} if answer else {}
        try:
            settings = _settings(values | chosen)
            wiring = wire(settings)
            try:
                await make_ready(wiring.database, settings, wiring.clock())
                await prepare(wiring.database, wiring.programme, wiring.clock, bot_id=settings.bot_id)
            finally:
                await wiring.database.close()
        except SettingsError as error:
            dialogue.say(str(error))
        except Exception as error:
            dialogue.say(f"It does not work: {causes.told(error)}.")
        else:
            dialogue.say(f"The database is ready: {wiring.database.place}.")
            return chosen


async def _address(dialogue: Dialogue, values: dict[str, str]) -> dict[str, str]:
    while True:
        question = "The public address for Telegram's posts, like https://bot.example.org/telegram; nothing: none"
        answer = dialogue.ask(question, "", False).strip()
        if not answer:
            return {}
        chosen = {"WEBHOOK_URL": answer, "WEBHOOK_SECRET": secrets.token_urlsafe(32)}
        try:
            _settings(values | chosen)
        except SettingsError as error:
            dialogue.say(str(error))
        else:
            dialogue.say(await _reached(answer))
            return chosen


async def _reached(address: str) -> str:
    try:
        timeout = aiohttp.ClientTimeout(total=SECONDS)
        async with aiohttp.ClientSession(timeout=timeout) as session, session.get(address):
            return "Somebody answers at that address."
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return f"Nobody answers at that address yet: {causes.told(error)}. See deploy/proxy/."


def _write(file: Path, values: dict[str, str]) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lines = [f"{name}='{_escaped(value)}'\n" for name, value in values.items()]
    with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as written:
        written.writelines(lines)


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "\\'")


async def _invite(dialogue: Dialogue, settings: Settings) -> None:
    made = await invite_to(wire(settings), Role.MANAGER, None, 1, 14)
    dialogue.say(f"\nFor the programme's manager:\n  {made.link}")
    known = {practice.slug: practice.name for practice in load_programme(settings.programme_file).practices}
    while True:
        asked = dialogue.ask(f"Coordinators of which practices ({', '.join(known)}; all; none)", "all", False)
        slugs = list(known) if asked == "all" else [] if asked == "none" else asked.replace(",", " ").split()
        if strange := [slug for slug in slugs if slug not in known]:
            dialogue.say(f"There is no practice {', '.join(strange)}.")
            continue
        for slug in slugs:
            made = await invite_to(wire(settings), Role.COORDINATOR, slug, 1, 14)
            dialogue.say(f"For the coordinator of {known[slug]}:\n  {made.link}")
        return
