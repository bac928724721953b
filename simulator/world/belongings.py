"""What people can send that is not text."""

from simulator.wire import JSON
from simulator.world import attachments, pictures
from simulator.world.acting import Impossible
from simulator.world.files import Files
from simulator.world.people import Person

SOMETHING = b"something small"


def take(
    files: Files,
    person: Person,
    kind: str,
    content: bytes | None,
    file_name: str | None,
    media_type: str | None = None,
) -> JSON:
    """The part of a message that shows it; without content of one's own there is something small."""
    match kind:
        case "location":
            return {"location": {"latitude": 52.0907, "longitude": 5.1214}}
        case "contact":
            number = {"phone_number": "+31600000000", "first_name": person.first_name, "user_id": person.id}
            return {"contact": number}
        case "photo":
            return {"photo": _photo(files, content or pictures.grey_png(), file_name or "photo.png")}
        case "document":
            name = file_name or "document.txt"
            if content == b"":
                raise Impossible(400, "a phone sends no empty file")
            return {"document": attachments.document(files.add("documents", name, content or SOMETHING, media_type))}
        case "voice":
            return {"voice": attachments.voice(files.add("voice", "voice.ogg", content or SOMETHING))}
        case "sticker":
            return {"sticker": attachments.sticker(files.add("stickers", "tulip.webp", content or SOMETHING))}
    raise Impossible(400, "kind is sticker, voice, photo, location, document or contact")


def _photo(files: Files, content: bytes, file_name: str) -> list[JSON]:
    photo = attachments.photo(files.add("photos", file_name, content))
    if photo is None:
        raise Impossible(400, "that is no picture")
    return photo
