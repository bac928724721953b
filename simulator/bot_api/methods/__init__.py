"""The methods of the Bot API that the simulator knows, in lower case: Telegram ignores the case."""

from collections.abc import Awaitable, Callable
from typing import Any

from simulator.bot_api.methods import (
    answering,
    commands,
    deleting,
    describing,
    editing,
    looking,
    media,
    receiving,
    sending,
)
from simulator.bot_api.methods.call import Call as Call

Method = Callable[[Call], Awaitable[Any]]

METHODS: dict[str, Method] = {
    method.__name__.replace("_", ""): method
    for method in (
        describing.get_me,
        receiving.get_updates,
        receiving.set_webhook,
        receiving.delete_webhook,
        receiving.get_webhook_info,
        receiving.log_out,
        receiving.close,
        sending.send_message,
        sending.send_chat_action,
        media.send_photo,
        media.send_document,
        editing.edit_message_text,
        editing.edit_message_caption,
        editing.edit_message_media,
        editing.edit_message_reply_markup,
        deleting.delete_message,
        deleting.delete_messages,
        answering.answer_callback_query,
        looking.get_file,
        looking.get_chat,
        commands.set_my_commands,
        commands.get_my_commands,
        commands.delete_my_commands,
        describing.set_my_name,
        describing.get_my_name,
        describing.set_my_description,
        describing.get_my_description,
        describing.set_my_short_description,
        describing.get_my_short_description,
        describing.set_chat_menu_button,
        describing.get_chat_menu_button,
    )
}
