"""Files as they appear in a message."""

from simulator.wire import JSON
from simulator.world import pictures
from simulator.world.files import File


def photo(file: File) -> list[JSON] | None:
    """Nothing if the file is no picture."""
    size = pictures.size_of(file.content)
    return [file.describe() | {"width": size[0], "height": size[1]}] if size else None


def document(file: File) -> JSON:
    return file.describe() | {"file_name": file.name, "mime_type": file.media_type}


def voice(file: File) -> JSON:
    return file.describe() | {"duration": 3, "mime_type": "audio/ogg"}


STICKER_LOOKS: JSON = {
    "type": "regular",
    "width": 512,
    "height": 512,
    "is_animated": False,
    "is_video": False,
    "emoji": "🌷",
}


def sticker(file: File) -> JSON:
    return file.describe() | STICKER_LOOKS
