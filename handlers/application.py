"""What happens on which update but a tap, as a python-telegram-bot application fed by what the handlers register."""

from collections.abc import Callable, Coroutine
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from telegram import Bot, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

import handlers
from handlers import importing, reachability, registry, typed_answers, typed_texts, unexpected
from handlers.commands import give
from handlers.refusals import answered
from handlers.turn import Handler, Turn, current
from rules import commands

Entry = Callable[[Update, Any], Coroutine[Any, Any, None]]

for module in iter_modules(handlers.__path__, f"{handlers.__name__}."):
    import_module(module.name)  # so that each registers itself


def build(bot: Bot) -> "Application[Any, Any, Any, Any, Any, Any]":
    """The application around this bot; it only dispatches: no updater, no job queue, no state.

    registry.Unregistered when something that can be asked for has no handler.
    """
    registry.check()
    application = ApplicationBuilder().bot(bot).updater(None).job_queue(None).concurrent_updates(False).build()
    for row in commands.COMMANDS:
        application.add_handler(CommandHandler(row.names, _for_command(row), filters=_NEW))
    application.add_handler(ChatMemberHandler(_entry(reachability.changed), ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_handler(MessageHandler(filters.UpdateType.EDITED_MESSAGE, _entry(typed_answers.text_edited)))
    application.add_handler(MessageHandler(_NEW & filters.COMMAND, _entry(unexpected.unknown_command)))
    application.add_handler(MessageHandler(_NEW & filters.TEXT, _entry(typed_texts.text_typed)))
    application.add_handler(MessageHandler(_NEW & filters.Document.ALL, _entry(importing.document_sent)))
    application.add_handler(MessageHandler(_NEW, _entry(unexpected.unreadable)))
    application.add_error_handler(_keep_failure)
    return application


_NEW = filters.UpdateType.MESSAGE


def _entry(handler: Handler) -> Entry:
    async def enter(_update: Update, _context: Any) -> None:
        await answered(handler, current.get())

    return enter


def _for_command(row: commands.Command) -> Entry:
    async def typed(turn: Turn) -> None:
        await give(turn, row)

    return _entry(typed)


async def _keep_failure(_update: object, context: Any) -> None:
    # process_update swallows what a handler raises; the transaction around it must still roll back.
    current.get().failure = context.error
