from simulator.bot_api.methods.call import Call
from simulator.errors import bad_request
from simulator.wire import JSON

MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024
GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


async def get_chat(call: Call) -> JSON:
    return call.known_chat().about | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
    }


async def get_file(call: Call) -> JSON:
    file = call.world.files.get(call.parameters.text("file_id"))
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(file.content) > MAX_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return file.describe() | {"file_path": file.path}
