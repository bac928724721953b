"""How rendered words become a request to Telegram, and what came of it."""

import asyncio
import logging
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from subprocess import TimeoutExpired
from typing import Any

from msgspec.structs import replace
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InputFile,
    InputMediaDocument,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, TelegramError

from delivery import drawing, gone
from delivery.outcome import MaybeSent, Outcome, Sent, of_error
from delivery.rendering.context import CheckInShown, Emptied, Menu, Named, Said, Sign, TakenAway
from reports import installed
from rules.address import Address
from rules.outputs import stays
from storage.sending import Row
from texts.escaping import Markup, literal, plain
from texts.message import Button, File, Message
from texts.messages.endings import nameless
from texts.messages.notes import note
from texts.translator import Translator

log = logging.getLogger(__name__)

#: A file on its way.
Making = asyncio.Task[bytes | None]
#: So long a message waits for its files, also for their turn: with its last words it stays within a lease, so that
#: what was said of it is not said again.
FILES_SECONDS = 20.0

NO_PREVIEW = {"is_disabled": True}


async def say(bot: Bot, row: Row, rendered: Said, t: Translator, stopping: asyncio.Event) -> Outcome:
    """Says it; never raises, for a row must not keep its lease because of an error. t: for what cannot be made.

    stopping: once it is set, nobody waits for a file any longer.
    """
    try:
        if isinstance(rendered, Menu):
            return await _set_menu(bot, row, rendered)
        if isinstance(rendered, TakenAway):
            await bot.delete_messages(row.address, rendered.messages)
            return Sent()
        if isinstance(rendered, Sign):
            await bot.send_chat_action(row.address, ChatAction.TYPING)
            return Sent()
        if isinstance(rendered, Emptied):
            return await _empty(bot, row, rendered)
        if isinstance(rendered, Named):
            rendered = await _with_names(bot, rendered, t)
        message = rendered.message if isinstance(rendered, CheckInShown) else rendered
        return await (_edit(bot, row, message) if row.edits else _send(bot, row, message, t, stopping))
    except TelegramError as error:
        return of_error(error, is_edit=bool(row.edits) or isinstance(rendered, Menu | TakenAway | Emptied | Sign))
    except Exception as error:
        log.error("sending %s broke: %s", row.kind, type(error).__name__)
        return MaybeSent(type(error).__name__)


async def _with_names(bot: Bot, said: Named, t: Translator) -> Message:
    names = {mark: literal(await _name(bot, at) or nameless(t)) for mark, at in said.whose.items()}
    return _filled(said.message, names)


def _filled(message: Message, names: Mapping[str, Markup]) -> Message:
    text = reduce(lambda so_far, mark: so_far.replace(mark, names[mark]), names, str(message.text))
    return replace(message, text=Markup(text), ahead=tuple(_filled(one, names) for one in message.ahead))


async def _name(bot: Bot, address: Address) -> str | None:
    """What Telegram shows of somebody at this moment; None when it shows nothing, or does not say."""
    try:
        return (await bot.get_chat(address)).full_name
    except TelegramError as error:
        log.info("a name is not to be had: %s", type(error).__name__)
        return None


async def _send(bot: Bot, row: Row, message: Message, t: Translator, stopping: asyncio.Event) -> Sent:
    """Words are said while what is behind them is made; all files of the message wait for their turn from now on."""
    parts, given_up = tuple(_in_turn(message)), asyncio.Event()
    giving_up = asyncio.get_running_loop().call_later(FILES_SECONDS, given_up.set)
    stops = asyncio.create_task(stopping.wait())
    stops.add_done_callback(lambda _: given_up.set())
    making = [asyncio.create_task(_made(part.file, given_up)) if part.file else None for part in parts]
    try:
        return await _send_in_turn(bot, row, list(zip(parts, making, strict=True)), given_up, t)
    finally:
        giving_up.cancel()
        for one in filter(None, (stops, *making)):
            one.cancel()


async def _send_in_turn(
    bot: Bot, row: Row, parts: Sequence[tuple[Message, Making | None]], given_up: asyncio.Event, t: Translator
) -> Sent:
    # A try after a failure begins with the first again: rather something twice than half of it.
    ids, has_apologised = list[int](), False
    for part, making in parts:
        content = await _in_time(making, given_up) if making else None
        if part.file and content is not None:
            ids.append(await _send_file(bot, row, part, InputFile(content, part.file.name)))
        elif not part.file:
            ids.append(await _send_text(bot, row, part))
        elif not has_apologised:
            ids.append(await _send_text(bot, row, replace(note(t, "no_file"), rows=part.rows)))
            has_apologised = True
    return Sent(ids[-1], tuple(ids[:-1]))


async def _in_time(making: Making, given_up: asyncio.Event) -> bytes | None:
    """The file's content; None when it cannot be made, or is not made yet when waiting is given up."""
    giving_up = asyncio.create_task(given_up.wait())
    try:
        await asyncio.wait((making, giving_up), return_when=asyncio.FIRST_COMPLETED)
    finally:
        giving_up.cancel()
    return making.result() if making.done() else None


def _in_turn(message: Message) -> Iterator[Message]:
    for first in message.ahead:
        yield from _in_turn(first)
    yield message


async def _send_text(bot: Bot, row: Row, message: Message) -> int:
    sent = await bot.send_message(
        row.address,
        message.text,
        parse_mode=ParseMode.HTML,
        disable_notification=message.silent,
        protect_content=message.protected or stays(row.kind),
        api_kwargs=_as_json(message),
    )
    return int(sent.message_id)


async def _send_file(bot: Bot, row: Row, message: Message, content: InputFile) -> int:
    send = bot.send_photo if message.file and message.file.is_picture else bot.send_document
    sent = await send(
        row.address,
        content,
        caption=message.text,
        parse_mode=ParseMode.HTML,
        disable_notification=message.silent,
        protect_content=message.protected or stays(row.kind),
        api_kwargs=_keyboard(message),
    )
    return int(sent.message_id)


async def _made(file: File, given_up: asyncio.Event) -> bytes | None:
    """Its content; None when it cannot be made. given_up: set when it hangs, for the next one will as well.

    What cannot be drawn now cannot be drawn the next time, and what was said with it must not be said again.
    """
    try:
        return await drawing.made(file.make)
    except Exception as error:
        if isinstance(error, TimeoutExpired):
            given_up.set()
        why = type(error).__name__ if installed.is_complete() else "the extra `reports` is not installed"
        log.error("cannot make a file: %s", why)
        return None


async def _edit(bot: Bot, row: Row, message: Message) -> Sent:
    await bot.edit_message_text(
        message.text,
        row.address,
        row.edits,
        parse_mode=ParseMode.HTML,
        api_kwargs=_as_json(message),
    )
    return Sent(row.edits)


async def _empty(bot: Bot, row: Row, emptied: Emptied) -> Sent:
    """A text gets other words; where Telegram finds none to edit, the file or the picture gives way to a small one."""
    try:
        await bot.edit_message_text(emptied.words, row.address, row.edits, parse_mode=ParseMode.HTML)
    except BadRequest as error:
        if not gone.has_no_text(error.message):
            raise
        words = plain(emptied.words)
        file = InputMediaDocument(words.encode(), caption=words, filename="0.txt")
        await bot.edit_message_media(file, row.address, row.edits)
    return Sent(row.edits)


async def _set_menu(bot: Bot, row: Row, menu: Menu) -> Sent:
    scope = BotCommandScopeChat(row.address)
    if menu.commands is None:
        await bot.delete_my_commands(scope=scope)
    else:
        await bot.set_my_commands([BotCommand(*pair) for pair in menu.commands], scope=scope)
    return Sent()


def _as_json(message: Message) -> dict[str, Any]:
    return {"link_preview_options": NO_PREVIEW} | _keyboard(message)


def _keyboard(message: Message) -> dict[str, Any]:
    """As Telegram gets it: the library's objects for it cost ten times as much to make and to read."""
    rows = [[_button(button) for button in row] for row in message.rows]
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


def _button(button: Button) -> dict[str, Any]:
    if button.copies:
        return {"text": button.label, "copy_text": {"text": button.copies}}
    return {"text": button.label} | ({"url": button.url} if button.url else {"callback_data": button.data})
