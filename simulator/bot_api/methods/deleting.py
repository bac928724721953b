from simulator.bot_api.methods.call import Call
from simulator.errors import bad_request

DELETABLE_SECONDS = 48 * 3600
MAX_AT_ONCE = 100


async def delete_message(call: Call) -> bool:
    chat = call.known_chat()
    message = call.message_in(chat, "message to delete not found")
    if call.now() - message.body["date"] > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    chat.delete(message)
    return True


async def delete_messages(call: Call) -> bool:
    """Those that are not there, or are too old, are passed over."""
    chat = call.known_chat()
    ids = call.parameters.value("message_ids") or []
    if not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MAX_AT_ONCE:
        raise bad_request("too many messages to delete")
    oldest = call.now() - DELETABLE_SECONDS
    for message in filter(None, map(chat.find, ids)):
        if message.body["date"] >= oldest:
            chat.delete(message)
    return True
