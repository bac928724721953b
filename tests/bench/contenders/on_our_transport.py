"""python-telegram-bot's own dispatch and Bot on our transport and long poll; nothing stored, words written out.

As in this bot the answer and the edit go out side by side, and at most as many messages are under way.
"""

import asyncio
from typing import Any

import typer
from telegram import Bot, Update
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, ContextTypes

from bot.receiver import POLL_SECONDS, poll
from bot.transport import Transport
from delivery.rate_limit import IN_FLIGHT
from tests.bench.contenders.ptb import KEYBOARD
from tests.bench.contenders.words import TEXT
from tests.bench.phones import TOKEN

_room = asyncio.Semaphore(IN_FLIGHT)


async def tapped(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    assert query
    async with asyncio.TaskGroup() as both:
        both.create_task(query.answer())
        both.create_task(query.edit_message_text(TEXT, parse_mode="HTML", reply_markup=KEYBOARD))


async def run(api: str) -> None:
    transport = Transport()
    bot = Bot(TOKEN, base_url=f"{api}/bot", request=transport, get_updates_request=transport)
    application = ApplicationBuilder().bot(bot).updater(None).job_queue(None).build()
    application.add_handler(CallbackQueryHandler(tapped))
    await application.initialize()
    async with asyncio.TaskGroup() as under_way:
        offset = 0
        while True:
            for update in await poll(bot, offset, POLL_SECONDS):
                offset = update["update_id"] + 1
                await _room.acquire()
                under_way.create_task(_handle(application, update))


async def _handle(application: Any, update: Any) -> None:
    try:
        await application.process_update(Update.de_json(update, application.bot))
    finally:
        _room.release()


if __name__ == "__main__":
    typer.run(lambda api: asyncio.run(run(api)))
