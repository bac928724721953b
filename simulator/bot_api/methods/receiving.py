import re
from urllib.parse import urlsplit

from simulator import errors
from simulator.bot_api.methods.call import Call
from simulator.errors import bad_request
from simulator.wire import JSON, Fragment, array

MAX_BATCH = 100
MAX_TIMEOUT = 50
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")


async def get_updates(call: Call) -> Fragment:
    if call.bot.webhook.active:
        raise errors.webhook_is_active()
    given = call.parameters
    _choose_updates(call)
    limit = given.integer("limit", MAX_BATCH)
    batch = await call.bot.polling.next(
        offset=given.integer("offset"),
        limit=limit if 1 <= limit <= MAX_BATCH else MAX_BATCH,
        seconds=min(given.integer("timeout"), MAX_TIMEOUT),
    )
    return array([update.body for update in batch])


async def set_webhook(call: Call) -> bool:
    given = call.parameters
    url = given.text("url")
    if not url:
        return await delete_webhook(call)
    if urlsplit(url).scheme not in ("http", "https"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not _SECRET.fullmatch(given.text("secret_token")):
        raise bad_request("secret token contains unallowed characters")
    _choose_updates(call)
    _drop_pending(call)
    call.bot.polling.end(errors.webhook_was_set())
    connections = min(max(given.integer("max_connections", 40), 1), 100)
    await call.bot.webhook.open(url, given.text("secret_token"), connections)
    return True


async def delete_webhook(call: Call) -> bool:
    _drop_pending(call)
    await call.bot.webhook.close()
    return True


async def get_webhook_info(call: Call) -> JSON:
    return call.bot.webhook.info()


async def log_out(call: Call) -> bool:
    return True


async def close(call: Call) -> bool:
    return True


def _choose_updates(call: Call) -> None:
    """Not given means as before; an empty list means the usual ones."""
    if "allowed_updates" in call.parameters:
        call.bot.updates.allowed = frozenset(call.parameters.value("allowed_updates") or ()) or None


def _drop_pending(call: Call) -> None:
    if call.parameters.flag("drop_pending_updates"):
        call.bot.updates.forget_all()
