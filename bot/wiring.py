"""The composition root: every part of the bot, built once from the settings, with real defaults."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from telegram import Bot
from telegram.ext import Application

from bot.receiver import Receiver
from bot.settings import Settings
from bot.transport import Transport
from handlers import application
from handlers.handling import Handling
from handlers.turn import Policy
from programme.loading import ProgrammeError, load
from programme.model import Programme
from scheduler.limits import Pace
from scheduler.sender import Sender
from storage.database import Database
from texts.catalogue import Catalogues, load_catalogues

Clock = Callable[[], datetime]


def real_time() -> datetime:
    """The one place that reads the clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Wiring:
    """The parts, connected."""

    settings: Settings
    clock: Clock
    programme: Programme
    catalogues: Catalogues
    database: Database
    bot: Bot
    application: "Application[Any, Any, Any, Any, Any, Any]"
    receiver: Receiver
    handling: Handling
    sender: Sender


def telegram_bot(settings: Settings) -> Bot:
    """The Bot API client, on our own transport."""
    transport = Transport()
    return Bot(
        settings.bot_token.get_secret_value(),
        base_url=f"{settings.bot_api_url}/bot",
        base_file_url=f"{settings.bot_api_url}/file/bot",
        request=transport,
        get_updates_request=transport,
    )


def _catalogues(programme: Programme) -> Catalogues:
    try:
        return load_catalogues(programme)
    except ValueError as error:  # the programme's own wording does not fit
        raise ProgrammeError(str(error)) from error


def wire(settings: Settings, clock: Clock = real_time, pace: Pace | None = None) -> Wiring:
    """Builds everything and starts nothing. ProgrammeError when the programme file is wrong."""
    programme = load(settings.programme_file)
    catalogues = _catalogues(programme)
    database = Database(settings.database_url.get_secret_value())
    bot = telegram_bot(settings)
    dispatcher = application.build(bot)
    sender = Sender(database, bot, programme, settings.minimum_group, catalogues, clock, pace)
    policy = Policy(programme, settings.registration, settings.minimum_group)
    handling = Handling(database, dispatcher, policy, catalogues, clock, sender.wake)
    receiver = Receiver(bot, database, clock, handling.wake)
    return Wiring(settings, clock, programme, catalogues, database, bot, dispatcher, receiver, handling, sender)
