from simulator.bot_api import formatting
from simulator.bot_api.methods.call import Call
from simulator.bot_api.methods.sending import deliver
from simulator.errors import bad_request
from simulator.wire import JSON
from simulator.world import attachments
from simulator.world.files import File

MAX_PHOTO_BYTES = 10 * 1024 * 1024
MAX_DOCUMENT_BYTES = 50 * 1024 * 1024


async def send_photo(call: Call) -> JSON:
    caption = _caption(call)
    file = _file(call, "photo", MAX_PHOTO_BYTES)
    photo = attachments.photo(file)
    if photo is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = photo[-1]["width"], photo[-1]["height"]
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return deliver(call, {"photo": photo, **caption})


async def send_document(call: Call) -> JSON:
    caption = _caption(call)
    file = _file(call, "document", MAX_DOCUMENT_BYTES)
    return deliver(call, {"document": attachments.document(file), **caption})


def _caption(call: Call) -> JSON:
    caption, entities = formatting.caption_of_media(call.parameters)
    content: JSON = {"caption": caption} if caption else {}
    return content | ({"caption_entities": entities} if entities else {})


def _file(call: Call, name: str, most: int) -> File:
    """A new file, or one that was sent before, by its id."""
    call.open_chat()
    upload = call.parameters.upload(name)
    if upload is None:
        return _known_file(call, name)
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > most:
        raise bad_request(f"file is too big for a {name}")
    return call.world.files.add(f"{name}s", upload.name or name, upload.content)


def _known_file(call: Call, name: str) -> File:
    id = call.parameters.text(name)
    if not id:
        raise bad_request(f"there is no {name} in the request")
    file = call.world.files.get(id)
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return file
