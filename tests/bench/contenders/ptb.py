"""python-telegram-bot as it comes: ApplicationBuilder, polling, HTTPX."""

import asyncio
from typing import Annotated, Any

import typer
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import AIORateLimiter, Application, ApplicationBuilder, CallbackQueryHandler, ContextTypes

from tests.bench.contenders.words import BUTTONS, PROMPT, TEXT
from tests.bench.phones import OPEN_ROUND, TOKEN, prompted

KEYBOARD = InlineKeyboardMarkup(
    [[InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in BUTTONS]
)


async def tapped(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    assert query
    if query.data == OPEN_ROUND:
        context.application.create_task(broadcast(context.bot, context.bot_data["prompts"]))
    await query.answer()
    await query.edit_message_text(TEXT, parse_mode="HTML", reply_markup=KEYBOARD)


async def broadcast(bot: Any, prompts: int) -> None:
    """All at once: whose limiter it is knows when each may go."""
    sends = (bot.send_message(chat, PROMPT, parse_mode="HTML", reply_markup=KEYBOARD) for chat in prompted(prompts))
    await asyncio.gather(*sends)


def main(
    api: str,
    side_by_side: Annotated[int, typer.Option()] = 0,
    rate_limiter: Annotated[bool, typer.Option()] = False,
    prompts: Annotated[int, typer.Option()] = 0,
) -> None:
    builder: Any = ApplicationBuilder().token(TOKEN).base_url(f"{api}/bot")
    if side_by_side:
        builder = builder.concurrent_updates(side_by_side)
    if rate_limiter:
        builder = builder.rate_limiter(AIORateLimiter(max_retries=1_000))  # its default gives up after the first 429
    application: Application[Any, Any, Any, Any, Any, Any] = builder.build()
    application.bot_data["prompts"] = prompts
    application.add_handler(CallbackQueryHandler(tapped))
    application.run_polling()


if __name__ == "__main__":
    typer.run(main)
