"""`mantelzorg-bot setup`: a few questions, each answer tried out at once, and the first invitations."""

import os
import secrets
from collections.abc import Awaitable, Callable

import aiohttp
from msgspec import Struct
from telegram.error import InvalidToken, TelegramError

from bot import env_file, proxies
from bot.inviting import invite_to
from bot.own_words import SAY_WHAT_TO_MEND
from bot.running import prepare
from bot.settings import Settings, SettingsError, load
from bot.state_folder import settings_file
from bot.transport import Transport
from bot.upgrading import make_ready
from bot.wiring import telegram_bot, wire
from programme.loading import load as load_programme
from rules import causes
from rules.access import Role
from rules.command_line import to_type

#: So long an address may take to answer.
SECONDS = 10
GROUPS = (
    "It may be added to groups. In Telegram: @BotFather, /setjoingroups, choose the bot, Disable. Only BotFather can."
)
NEXT = """
What to do next
1. Start it: `{run}`, or as a service (docs/operations.md, "As a service").
2. Send each link above to the one it is for, by a way that you trust. It works once.
3. Every night a backup: deploy/systemd/mantelzorg-bot-backup.timer.
4. Look now and then: `{status}`."""
#: Asks somebody: the question, what it is when nothing is answered, and whether nobody may see what is typed.
Ask = Callable[[str, str, bool], str]
Say = Callable[[str], None]
Question = Callable[["Dialogue"], dict[str, str]]
#: Tries out what the settings would be, and says what it found.
Tried = Callable[[Settings], Awaitable[str]]


class SetUpAlready(Exception):
    """There are settings already; the message says where."""


class Dialogue(Struct, frozen=True):
    """Who is asked, and told."""

    ask: Ask
    say: Say


async def set_up(dialogue: Dialogue) -> None:
    """Writes the settings and makes the first invitations. SetUpAlready when there are settings.

    What the environment or a file with a secret gives is tried out and not asked. SettingsError when it does not work.
    """
    file = settings_file()
    if file.exists():
        raise SetUpAlready(
            f"{file} is there already: change it by hand, or move it away first; more invitations: {to_type('invite')}"
        )
    given = load(needs_token=False)
    load_programme(given.programme_file)  # before anybody answers anything
    values = await _asked(dialogue, _token, _who_is, {}, given.has_token)
    values |= await _asked(dialogue, database, _ready, values, "database_url" in given.model_fields_set)
    values |= await _asked(dialogue, _address, _reached, values, given.webhook_url is not None)
    if values:
        env_file.write(file, values)
        dialogue.say(f"The settings are in {file}, for your eyes alone.")
    await _invite(dialogue, load())
    dialogue.say(NEXT.format(run=to_type("run"), status=to_type("status")))


async def _asked(
    dialogue: Dialogue, question: Question, works: Tried, before: dict[str, str], is_given: bool
) -> dict[str, str]:
    """Asks until it works; what is given already is only tried out."""
    while True:
        chosen = {} if is_given else question(dialogue)
        try:
            dialogue.say(await works(_settings(before | chosen)))
        except Exception as error:
            if is_given:
                raise SettingsError(_words(error)) from None
            dialogue.say(_words(error))
        else:
            return chosen


def _words(error: Exception) -> str:
    if isinstance(error, SAY_WHAT_TO_MEND):
        return str(error)
    if isinstance(error, InvalidToken):  # its own words hold the token
        return "Telegram does not know this token."
    if isinstance(error, TelegramError):
        return f"Telegram does not answer: {causes.told(error)}."
    return f"It does not work: {causes.told(error)}."


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


def _token(dialogue: Dialogue) -> dict[str, str]:
    return {"BOT_TOKEN": dialogue.ask("The token that BotFather gave", "", True).strip()}


async def _who_is(settings: Settings) -> str:
    transport = Transport()
    await transport.initialize()
    try:
        me = await telegram_bot(settings, transport).get_me()
    finally:
        await transport.shutdown()
    return f"This is @{me.username}." + (f" {GROUPS}" if me.can_join_groups else "")


def database(dialogue: Dialogue) -> dict[str, str]:
    """Where everything is kept: nothing, or what goes into .env."""
    question = "The database: nothing for a file in the state folder, or postgresql://…"
    answer = dialogue.ask(question, "", True).strip()
    if answer.startswith("postgres"):  # in .env ${NAME} would be another setting
        answer = answer.replace("$", "%24")
    return {"DATABASE_URL": answer} if answer else {}


async def _ready(settings: Settings) -> str:
    wiring = wire(settings)
    try:
        await make_ready(wiring.database, settings, wiring.clock())
        await prepare(wiring.database, wiring.programme, wiring.clock, bot_id=settings.bot_id)
    finally:
        await wiring.database.close()
    return f"The database is ready: {wiring.database.place}."


def _address(dialogue: Dialogue) -> dict[str, str]:
    question = "The public address for Telegram's posts, like https://bot.example.org/telegram; nothing: none"
    answer = dialogue.ask(question, "", False).strip()
    return {"WEBHOOK_URL": answer, "WEBHOOK_SECRET": secrets.token_urlsafe(32)} if answer else {}


async def _reached(settings: Settings) -> str:
    if settings.webhook_url is None:
        return "The bot asks Telegram for updates itself."
    try:
        proxy = proxies.for_address(settings.webhook_url)
        timeout = aiohttp.ClientTimeout(total=SECONDS)
        async with aiohttp.ClientSession(timeout=timeout) as session, session.get(settings.webhook_url, proxy=proxy):
            return "Somebody answers at that address."
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return f"Nobody answers at that address yet: {causes.told(error)}. See deploy/proxy/."


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
