"""A bot written with aiogram, which is imported only where it is used: it takes seconds, and 140 MB."""

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest

from simulator.bare_bot import BareBot
from simulator.phone import Phone, Telegram
from simulator.world.pictures import grey_png

if TYPE_CHECKING:
    from aiogram import Bot

pytestmark = pytest.mark.slow


@pytest.fixture
async def aiogram_bot(url: str, bot: BareBot) -> AsyncIterator["Bot"]:
    from tests.simulator.aiogram_bot import opened

    async with opened(url) as aiogram_bot:
        yield aiogram_bot


@pytest.fixture
async def running(aiogram_bot: "Bot") -> AsyncIterator[None]:
    from tests.simulator.aiogram_bot import dispatcher

    polled = dispatcher()
    polling = asyncio.create_task(polled.start_polling(aiogram_bot, handle_signals=False, close_bot_session=False))
    yield
    await polled.stop_polling()
    await polling


@pytest.mark.usefixtures("running")
async def test_a_conversation(telegram: Telegram) -> None:
    anna = await telegram.person("Anna <3", id=2**33)
    await anna.opens("code")
    with pytest.raises(AssertionError):
        await anna.sees("Welkom", within=0.1)
    bram = await telegram.person("Bram")
    await bram.opens("code")
    assert (await bram.sees("Welkom Bram met code")).entities[0]["type"] == "bold"
    tap = await bram.taps("Ja")
    assert await bram.sees_answer(tap) == {"callback_query_id": tap, "text": "Genoteerd", "alert": False}
    await bram.sees("Fijn!")
    said = await bram.says("plaatje")
    assert await bram.downloads(await bram.sees("Kijk")) == grey_png()
    await bram.edits(said, "iets anders")
    assert (await bram.sees("Gewijzigd in iets anders")).reply_to == said.id


async def test_errors_are_recognised(telegram: Telegram, aiogram_bot: "Bot", anna: Phone) -> None:
    from aiogram.exceptions import TelegramForbiddenError, TelegramRetryAfter

    await telegram.fault("sendMessage", "status", error_code=429, retry_after=7)
    with pytest.raises(TelegramRetryAfter) as too_soon:
        await aiogram_bot.send_message(anna.id, "hoi")
    assert too_soon.value.retry_after == 7
    await anna.blocks()
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await aiogram_bot.send_message(anna.id, "hoi")


async def test_every_kind_of_update_and_answer_is_understood(
    telegram: Telegram, aiogram_bot: "Bot", anna: Phone
) -> None:
    from aiogram.types import BotCommand

    from tests.simulator.aiogram_bot import JOIN

    sent = await aiogram_bot.send_message(anna.id, "Doet u mee?", reply_markup=JOIN)
    await anna.taps("Ja")
    await anna.says("hoi", reply_to=await anna.last())
    await anna.edits(await anna.says("/help"), "dag")
    await anna.forwards("van een ander")
    for kind in ("sticker", "voice", "photo", "location", "document", "contact"):
        await anna.sends(kind)
    await telegram.group("Groep")
    await anna.blocks()
    await anna.unblocks()
    updates = await aiogram_bot.get_updates()
    assert len(updates) == 14
    assert all(update.event for update in updates)
    assert updates[0].callback_query
    assert updates[0].callback_query.message == sent
    assert (await aiogram_bot.me()).username == "test_bot"
    assert (await aiogram_bot.get_chat(anna.id)).first_name == "Anna"
    await aiogram_bot.set_my_commands([BotCommand(command="help", description="Hulp")])
    assert await anna.commands() == {"help": "Hulp"}
    assert (await aiogram_bot.get_webhook_info()).url == ""
    assert (await aiogram_bot.get_chat_menu_button()).type == "default"
