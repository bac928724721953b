"""A bot written with aiogram, which knows nothing of the simulator but its address."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiogram import Bot, Dispatcher, F
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import BufferedInputFile, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from simulator.world.pictures import grey_png

JOIN = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Ja, ik doe mee", callback_data="join")]])


def dispatcher() -> Dispatcher:
    dispatcher = Dispatcher()

    @dispatcher.message(CommandStart())
    async def start(message: Message, command: CommandObject) -> None:
        assert message.from_user
        await message.answer(f"<b>Welkom {message.from_user.first_name}</b> met {command.args}", reply_markup=JOIN)

    @dispatcher.callback_query(F.data == "join")
    async def join(query: CallbackQuery) -> None:
        assert isinstance(query.message, Message)
        await query.message.edit_text("Fijn!")
        await query.answer("Genoteerd")

    @dispatcher.message(F.text == "plaatje")
    async def picture(message: Message) -> None:
        await message.answer_photo(BufferedInputFile(grey_png(), "figuur.png"), caption="Kijk")

    @dispatcher.edited_message()
    async def edited(message: Message) -> None:
        await message.reply(f"Gewijzigd in {message.text}")

    return dispatcher


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    async with Bot("9000000001:test", session=session, default=DefaultBotProperties(parse_mode="HTML")) as bot:
        yield bot
