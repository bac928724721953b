from simulator.bot_api import formatting, keyboards
from simulator.bot_api.methods.call import Call
from simulator.errors import bad_request
from simulator.wire import JSON
from simulator.world import attachments
from simulator.world.chats import Chat, Message

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a"
    " current content and reply markup of the message"
)
CONTENT = ("text", "entities", "caption", "caption_entities", "reply_markup", "photo", "document")


async def edit_message_text(call: Call) -> JSON:
    text, entities = formatting.text_of_message(call.parameters)
    chat, message = editable(call)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    return change(call, chat, message, {"text": text, "entities": entities, **_markup(call)})


async def edit_message_caption(call: Call) -> JSON:
    caption, entities = formatting.caption_of_media(call.parameters)
    chat, message = editable(call)
    if "text" in message.body:
        raise bad_request("there is no caption in the message to edit")
    return change(call, chat, message, {"caption": caption, "caption_entities": entities, **_markup(call)})


async def edit_message_media(call: Call) -> JSON:
    """Of what can be sent here: a document, in the place of whatever was there."""
    media = call.parameters.value("media") or {}
    upload = call.parameters.attached(str(media.get("media", "")))
    if media.get("type") != "document" or upload is None:
        raise bad_request("there is no document in the request")
    file = call.world.files.add("documents", upload.name or "document", upload.content)
    content = {"document": attachments.document(file), "caption": media.get("caption"), "text": None, "photo": None}
    return change(call, *editable(call), content | {"entities": None, "caption_entities": None} | _markup(call))


async def edit_message_reply_markup(call: Call) -> JSON:
    return change(call, *editable(call), _markup(call))


def _markup(call: Call) -> JSON:
    """An edit that brings no keyboard takes the old one away."""
    return {"reply_markup": keyboards.read(call.parameters.value("reply_markup")).inline}


def editable(call: Call) -> tuple[Chat, Message]:
    if not call.parameters.integer("message_id"):
        raise bad_request("message identifier is not specified")
    chat = call.open_chat()
    message = call.message_in(chat, "message to edit not found")
    if not message.by_bot:
        raise bad_request("message can't be edited")
    return chat, message


def change(call: Call, chat: Chat, message: Message, content: JSON) -> JSON:
    body = {key: value for key, value in (message.body | content).items() if value or key not in CONTENT}
    if all(body.get(key) == message.body.get(key) for key in CONTENT):
        raise bad_request(NOT_MODIFIED)
    message.body = body | {"edit_date": call.now()}
    chat.changed(message)
    return message.body
