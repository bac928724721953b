"""Stops the spinner on a tapped button: the one place where a handler's side speaks to Telegram."""

import logging

from telegram import Bot
from telegram.error import TelegramError

from texts.catalogue import Translator
from texts.messages.toasts import toast

log = logging.getLogger(__name__)


async def answer_callback(bot: Bot, callback_query_id: str, key: str | None, t: Translator) -> None:
    """Answers a tap whose effect is already stored. Too late or unreachable does not matter any more."""
    try:
        await bot.answer_callback_query(callback_query_id, text=toast(t, key) if key else None)
    except TelegramError as error:
        log.info("a tap's spinner was not stopped: %s", type(error).__name__)
