from simulator.bot_api import formatting, keyboards
from simulator.bot_api.keyboards import Markup
from simulator.bot_api.methods.call import Call
from simulator.errors import bad_request
from simulator.wire import JSON
from simulator.world.chats import Chat

ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


async def send_message(call: Call) -> JSON:
    text, entities = formatting.text_of_message(call.parameters)
    content: JSON = {"text": text}
    if entities:
        content["entities"] = entities
    if preview := call.parameters.value("link_preview_options"):
        content["link_preview_options"] = preview
    return deliver(call, content)


async def send_chat_action(call: Call) -> bool:
    call.open_chat()
    if call.parameters.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


def deliver(call: Call, content: JSON) -> JSON:
    """Put a new message in the chat, with all that any kind of message can have."""
    markup = keyboards.read(call.parameters.value("reply_markup"))
    chat = call.open_chat()
    content |= _reply(call, chat) | _extras(call, markup)
    message = chat.add(content, call.sender(), call.now())
    message.force_reply = markup.force_reply
    message.silent = call.parameters.flag("disable_notification")
    return message.body


def _extras(call: Call, markup: Markup) -> JSON:
    extras: JSON = {}
    if markup.inline:
        extras["reply_markup"] = markup.inline
    if call.parameters.flag("protect_content"):
        extras["has_protected_content"] = True
    return extras


def _reply(call: Call, chat: Chat) -> JSON:
    wanted = call.parameters.value("reply_parameters")
    if wanted is None:
        return {}
    original = chat.find(int(wanted["message_id"]))
    if original:
        return {"reply_to_message": original.quoted()}
    if wanted.get("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")
