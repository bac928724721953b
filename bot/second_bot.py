"""Whether the bot of BOT_TOKEN is at work somewhere: beside it, a restored copy would take its updates."""

import asyncio
from time import monotonic

from telegram.error import Conflict, TelegramError

from bot.receiver import poll
from bot.settings import Settings
from bot.transport import Transport
from bot.wiring import telegram_bot

#: A bot that is interrupted asks again within a second or two.
LISTEN_SECONDS = 5
PAUSE_SECONDS = 0.5

IT_IS = (
    "the bot of BOT_TOKEN is at work elsewhere, and two would take each other's updates: give the token of another bot,"
    " or none, or stop that one first; --force restores all the same"
)


class SecondBot(Exception):
    """A bot that receives for the same token."""


async def refuse_if_at_work(settings: Settings) -> None:
    """SecondBot when somebody else receives for this token. Nothing is confirmed; Telegram away: nobody can tell."""
    transport = Transport()
    bot = telegram_bot(settings, transport)
    await transport.initialize()
    try:
        info = await bot.get_webhook_info()
        if info.url and info.url != settings.webhook_url:
            raise SecondBot(IT_IS)
        ends_at = monotonic() + LISTEN_SECONDS
        while not info.url and monotonic() < ends_at:
            await poll(bot, None, LISTEN_SECONDS, most=1)
            await asyncio.sleep(PAUSE_SECONDS)
    except Conflict:
        raise SecondBot(IT_IS) from None
    except (TelegramError, TimeoutError):
        return
    finally:
        await transport.shutdown()
