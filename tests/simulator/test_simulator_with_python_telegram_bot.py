"""A bot written with python-telegram-bot, which knows nothing of the simulator but its address."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import telegram as library
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from simulator.bare_bot import BareBot
from simulator.phone import Phone, Telegram
from simulator.world.pictures import grey_png

JOIN = library.InlineKeyboardMarkup([[library.InlineKeyboardButton("Ja, ik doe mee", callback_data="join")]])
Context = ContextTypes.DEFAULT_TYPE
AnyApplication = Application[Any, Any, Any, Any, Any, Any]


async def start(update: library.Update, context: Context) -> None:
    assert update.message
    await update.message.reply_html(f"<b>Welkom</b> met {(context.args or [''])[0]}", reply_markup=JOIN)


async def join(update: library.Update, context: Context) -> None:
    assert update.callback_query
    await update.callback_query.answer("Genoteerd")
    await update.callback_query.edit_message_text("Fijn! Hoe heet u?")


async def named(update: library.Update, context: Context) -> None:
    assert update.message
    await update.message.reply_text(f"Dag {update.message.text}", reply_markup=library.ForceReply())


async def picture(update: library.Update, context: Context) -> None:
    assert update.message
    await update.message.reply_photo(grey_png(), caption="Mooi")


@pytest.fixture
async def application(url: str, bot: BareBot) -> AsyncIterator[AnyApplication]:
    builder = ApplicationBuilder().token("9000000001:test")
    application = builder.base_url(f"{url}/bot").base_file_url(f"{url}/file/bot").build()
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CallbackQueryHandler(join, "join"))
    application.add_handler(MessageHandler(filters.PHOTO, picture))
    application.add_handler(MessageHandler(filters.TEXT, named))
    async with application:
        yield application


@pytest.fixture
async def running(application: AnyApplication) -> AsyncIterator[None]:
    assert application.updater
    await application.start()
    await application.updater.start_polling(poll_interval=0)
    yield
    await application.updater.stop()
    await application.stop()


@pytest.mark.usefixtures("running")
async def test_a_conversation(telegram: Telegram) -> None:
    anna = await telegram.person("Anna", id=2**40)
    await anna.opens("code")
    assert (await anna.sees("Welkom met code")).entities[0]["type"] == "bold"
    tap = await anna.taps("Ja")
    assert await anna.sees_answer(tap) == {"callback_query_id": tap, "text": "Genoteerd", "alert": False}
    await anna.sees("Fijn!")
    await anna.says("Anna & Co")
    assert (await anna.sees("Dag Anna & Co")).force_reply
    await anna.sends("photo")
    assert await anna.downloads(await anna.sees("Mooi")) == grey_png()


async def test_errors_are_recognised(telegram: Telegram, application: AnyApplication, anna: Phone) -> None:
    sent = await application.bot.send_message(anna.id, "hoi")
    with pytest.raises(library.error.BadRequest, match="Message is not modified"):
        await sent.edit_text("hoi")
    await telegram.fault("sendMessage", "drop_before")
    with pytest.raises(library.error.NetworkError):
        await application.bot.send_message(anna.id, "hoi")
    await anna.blocks()
    with pytest.raises(library.error.Forbidden, match="bot was blocked by the user"):
        await application.bot.send_message(anna.id, "hoi")


async def test_every_kind_of_update_and_answer_is_understood(
    telegram: Telegram, application: AnyApplication, anna: Phone
) -> None:
    bot = application.bot
    sent = await bot.send_message(anna.id, "Doet u mee?", reply_markup=JOIN)
    await anna.taps("Ja")
    await anna.says("hoi", reply_to=await anna.last())
    await anna.edits(await anna.says("/help"), "dag")
    await anna.forwards("van een ander")
    for kind in ("sticker", "voice", "photo", "location", "document", "contact"):
        await anna.sends(kind)
    await telegram.group("Groep")
    await anna.blocks()
    await anna.unblocks()
    updates = await bot.get_updates()
    assert len(updates) == 14
    assert all(update.effective_user for update in updates)
    assert updates[0].callback_query
    assert updates[0].callback_query.message == sent
    assert (await bot.get_chat(anna.id)).first_name == "Anna"
    assert (await bot.get_webhook_info()).url == ""
    await bot.set_my_commands([("help", "Hulp")])
    assert await anna.commands() == {"help": "Hulp"}
    assert (await bot.get_chat_menu_button()).type == "default"
    assert (await bot.get_my_name()).name == "Testbot"
