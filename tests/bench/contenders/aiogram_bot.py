"""aiogram as it comes: Dispatcher, polling, each update in a task of its own."""

import asyncio
from typing import Annotated, Any

import typer
from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramRetryAfter
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from tests.bench.contenders.words import BUTTONS, PROMPT, TEXT
from tests.bench.phones import OPEN_ROUND, TOKEN, prompted

KEYBOARD = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text=label, callback_data=data) for label, data in row] for row in BUTTONS]
)
#: The pause that aiogram users keep between two messages of a broadcast: twenty a second at most.
PAUSE_SECONDS = 0.05
dispatcher = Dispatcher()
_broadcasts: set["asyncio.Task[None]"] = set()


async def patiently(method: Any) -> None:
    """As aiogram's examples do it: told to wait, it waits and tries again."""
    while True:
        try:
            await method
            return
        except TelegramRetryAfter as refused:
            await asyncio.sleep(refused.retry_after)


@dispatcher.callback_query()
async def tapped(query: CallbackQuery, bot: Bot, prompts: int) -> None:
    if query.data == OPEN_ROUND:
        _broadcasts.add(asyncio.create_task(broadcast(bot, prompts)))
    await query.answer()
    assert isinstance(query.message, Message)
    await patiently(query.message.edit_text(TEXT, reply_markup=KEYBOARD))


async def broadcast(bot: Bot, prompts: int) -> None:
    for chat in prompted(prompts):
        await patiently(bot.send_message(chat, PROMPT, reply_markup=KEYBOARD))
        await asyncio.sleep(PAUSE_SECONDS)


async def run(api: str, prompts: int) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(api))
    async with Bot(TOKEN, session=session, default=DefaultBotProperties(parse_mode="HTML")) as bot:
        await dispatcher.start_polling(bot, prompts=prompts)


def main(api: str, prompts: Annotated[int, typer.Option()] = 0) -> None:
    asyncio.run(run(api, prompts))


if __name__ == "__main__":
    typer.run(main)
