from simulator.bot_api.methods.call import Call
from simulator.errors import bad_request

MAX_TEXT = 200


async def answer_callback_query(call: Call) -> bool:
    """The first answer stops the spinning and shows its text; more answers are taken and do nothing."""
    given = call.parameters
    text = given.text("text")
    if len(text) > MAX_TEXT:
        raise bad_request("MESSAGE_TOO_LONG")
    query = call.bot.query(given.text("callback_query_id"), call.now())
    if query.id in query.chat.spinning:
        del query.chat.spinning[query.id]
        if text:
            alert = given.flag("show_alert")
            query.chat.toasts.append({"callback_query_id": query.id, "text": text, "alert": alert})
        query.chat.changed()
    return True
