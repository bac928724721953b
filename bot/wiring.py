"""The composition root: every part of the bot, built once from the settings, with real defaults."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from telegram import Bot
from telegram.ext import Application

from bot.receiver import Receiver
from bot.settings import Settings
from bot.transport import Noted, Transport
from bot.watch import Watch
from bot.watched import WatchedHandling, WatchedSender
from bot.webhook import Webhook
from handlers import application
from handlers.handling import Handling
from handlers.turn import Policy
from programme.loading import ProgrammeError, load
from programme.model import Programme
from scheduler.exporting import Exporter
from scheduler.importing import Importing
from scheduler.limits import Pace
from scheduler.sender import Sender
from storage import erasures
from storage.database import Database
from texts.catalogue import Catalogues, load_catalogues

Clock = Callable[[], datetime]

# python-telegram-bot then gives "retry after" as a timedelta, and does not warn each time that it will.
os.environ.setdefault("PTB_TIMEDELTA", "true")


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
    watch: Watch
    receiver: Receiver | Webhook
    handling: Handling
    sender: Sender
    exporter: Exporter
    importing: Importing


def telegram_bot(settings: Settings, noted: Noted = lambda *_: None) -> Bot:
    """The Bot API client, on our own transport."""
    transport = Transport(noted=noted)
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
    database = Database(settings.database_url.get_secret_value(), settings.seal)
    watch = Watch()
    bot = telegram_bot(settings, watch.requested)
    dispatcher = application.build(bot)
    sender = WatchedSender(
        watch, database, bot, programme, settings.minimum_group, catalogues, clock, pace, settings.keeping
    )
    policy = Policy(programme, settings.registration, settings.minimum_group)
    importing = Importing(database, bot, programme, catalogues, clock, sender.wake)
    exporter = Exporter(database, bot, programme, settings.minimum_group, catalogues, clock, sender.wake)

    def work_came() -> None:
        importing.wake()
        exporter.wake()

    async def erased() -> None:
        await erasures.finish(database, settings.ledger)

    handling = WatchedHandling(watch, database, dispatcher, policy, catalogues, clock, sender.wake, work_came, erased)
    receiver = _receiver(settings, bot, database, clock, handling.wake, watch)
    return Wiring(
        settings=settings,
        clock=clock,
        programme=programme,
        catalogues=catalogues,
        database=database,
        bot=bot,
        application=dispatcher,
        watch=watch,
        receiver=receiver,
        handling=handling,
        sender=sender,
        importing=importing,
        exporter=exporter,
    )


def _receiver(
    settings: Settings, bot: Bot, database: Database, clock: Clock, wake: Callable[[], None], watch: Watch
) -> Receiver | Webhook:
    if settings.webhook_url is None or settings.webhook_secret is None:
        return Receiver(bot, database, clock, wake, watch.heard)
    secret = settings.webhook_secret.get_secret_value()
    return Webhook(bot, database, clock, wake, watch, settings.webhook_url, secret)
