"""What Telegram shows of the bot by itself: name, descriptions, menu button, command menus, in every language."""

import logging
from collections.abc import Awaitable, Callable

from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, MenuButtonCommands
from telegram.error import TelegramError

from programme.model import Programme
from rules.menu import menu_of_everybody
from texts.catalogue import Catalogues, Translator
from texts.messages import profile
from texts.messages.help import command_descriptions

log = logging.getLogger(__name__)


async def present(bot: Bot, programme: Programme, catalogues: Catalogues) -> None:
    """Sets what differs. Telegram allows few changes a day, and a failure here must not keep the bot from working."""
    try:
        await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
        for language in programme.languages:
            # English is what Telegram shows to everybody without a language of their own.
            code = None if language == _fallback(programme) else language
            await _present_in(bot, catalogues.in_passing(language), code)
    except TelegramError as error:
        log.warning("the bot's profile was not updated: %s", type(error).__name__)


def _fallback(programme: Programme) -> str:
    return "en" if "en" in programme.languages else programme.languages[0]


async def _present_in(bot: Bot, t: Translator, code: str | None) -> None:
    name = (await bot.get_my_name(language_code=code)).name
    about = (await bot.get_my_description(language_code=code)).description
    short = (await bot.get_my_short_description(language_code=code)).short_description
    await _if_other(name, profile.name(t), lambda text: bot.set_my_name(text, language_code=code))
    await _if_other(about, profile.description(t), lambda text: bot.set_my_description(text, language_code=code))
    await _if_other(
        short, profile.short_description(t), lambda text: bot.set_my_short_description(text, language_code=code)
    )
    await _commands(bot, t, code)


async def _if_other(now: str, wanted: str, change: Callable[[str], Awaitable[bool]]) -> None:
    if now != wanted:
        await change(wanted)


async def _commands(bot: Bot, t: Translator, code: str | None) -> None:
    wanted = tuple(BotCommand(*pair) for pair in command_descriptions(t, menu_of_everybody()))
    scope = BotCommandScopeAllPrivateChats()
    if await bot.get_my_commands(scope=scope, language_code=code) != wanted:
        await bot.set_my_commands(wanted, scope=scope, language_code=code)
