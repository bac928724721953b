"""The composition root: every part of the bot, built once from the settings, with real defaults."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from telegram import Bot
from telegram.ext import Application
from telegram.request import BaseRequest

from bot.owner_alarm import OwnerAlarm
from bot.process_metrics import ProcessMetrics
from bot.receiver import Receiver
from bot.settings import Settings
from bot.transport import Noted, Transport
from delivery.exporter import Exporter
from delivery.importer import Importer
from delivery.rate_limit import RateLimiter
from delivery.sender import Sender
from handlers import application
from handlers.turn import Policy
from handlers.update_worker import UpdateWorker
from programme.loading import ProgrammeError, load
from programme.model import Programme
from scheduler import round_control
from storage import erasures
from storage.database import Database
from storage.worker import Worker
from texts.catalogue import Catalogues, load_catalogues

if TYPE_CHECKING:
    from bot.webhook import Webhook

Clock = Callable[[], datetime]
#: Makes what carries requests to Telegram, and notes each.
Carrier = Callable[[Noted], BaseRequest]

# python-telegram-bot then gives "retry after" as a timedelta, and does not warn each time that it will.
os.environ.setdefault("PTB_TIMEDELTA", "true")


def real_time() -> datetime:
    """The one place that reads the clock."""
    return datetime.now(UTC)


class Wiring(Struct, frozen=True):
    """The parts, connected."""

    settings: Settings
    clock: Clock
    programme: Programme
    catalogues: Catalogues
    database: Database
    bot: Bot
    application: "Application[Any, Any, Any, Any, Any, Any]"
    process_metrics: ProcessMetrics
    receiver: "Receiver | Webhook"
    update_worker: UpdateWorker
    sender: Sender
    exporter: Exporter
    importer: Importer
    owner_alarm: OwnerAlarm


def telegram_bot(settings: Settings, transport: BaseRequest) -> Bot:
    """The Bot API client, on this transport."""
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


def wire(
    settings: Settings,
    clock: Clock = real_time,
    rate_limiter: RateLimiter | None = None,
    carrier: Carrier = Transport,
    programme: Programme | None = None,
) -> Wiring:
    """Builds everything and starts nothing. ProgrammeError when the programme file is wrong.

    programme: instead of the one in the file of the settings.
    """
    programme = programme or load(settings.programme_file).as_spoken()
    catalogues = _catalogues(programme)
    database = Database(settings.database_url.get_secret_value(), settings.identity_cipher)
    metrics = _metrics(settings)
    bot = telegram_bot(settings, carrier(metrics.requested))
    dispatcher = application.build(bot)
    minimum_group = settings.minimum_group
    sender = Sender(
        database, bot, programme, minimum_group, catalogues, clock, rate_limiter, settings.keeping, metrics.sending
    )
    policy = Policy(programme, round_control, settings.registration, minimum_group, settings.keeping)
    importer = Importer(database, bot, programme, catalogues, clock, sender.wake)
    exporter = Exporter(database, bot, programme, minimum_group, catalogues, clock, sender.wake)
    work_came = partial(_wake, importer, exporter)
    erased = partial(erasures.finish, database, settings.ledger)
    update_worker = UpdateWorker(
        database, dispatcher, policy, catalogues, clock, sender.wake, work_came, erased, metrics.handling
    )
    receiver = _receiver(settings, bot, database, clock, update_worker.wake, metrics)
    return Wiring(
        settings=settings,
        clock=clock,
        programme=programme,
        catalogues=catalogues,
        database=database,
        bot=bot,
        application=dispatcher,
        process_metrics=metrics,
        receiver=receiver,
        update_worker=update_worker,
        sender=sender,
        importer=importer,
        exporter=exporter,
        owner_alarm=OwnerAlarm(settings, database, programme, metrics, clock),
    )


def _wake(*workers: Worker) -> None:
    for worker in workers:
        worker.wake()


def _metrics(settings: Settings) -> ProcessMetrics:
    if settings.listens_at is None:
        return ProcessMetrics()
    from bot.counted_metrics import CountedMetrics  # nobody else can ask for what was counted

    return CountedMetrics()


def _receiver(
    settings: Settings,
    bot: Bot,
    database: Database,
    clock: Clock,
    wake: Callable[[], None],
    process_metrics: ProcessMetrics,
) -> "Receiver | Webhook":
    if settings.webhook_url is None or settings.webhook_secret is None:
        return Receiver(bot, database, clock, wake, process_metrics.heard, process_metrics.not_heard)
    from bot.webhook import Webhook  # brings a web framework along

    secret = settings.webhook_secret.get_secret_value()
    return Webhook(bot, database, clock, wake, process_metrics, settings.webhook_url, secret)
