"""Pictures and documents, both ways."""

import aiohttp
import pytest

from simulator.bare_bot import BareBot
from simulator.errors import Refusal
from simulator.phone import Phone
from simulator.world.files import Files
from simulator.world.pictures import grey_png, size_of

TOKEN = "9000000001:test"


async def uploaded(url: str, method: str, **fields: object) -> dict[str, object]:
    form = aiohttp.FormData(quote_fields=False)
    for name, value in fields.items():
        if isinstance(value, bytes):
            form.add_field(name, value, filename=f'één "{name}".png', content_type="image/png")
        else:
            form.add_field(name, str(value))
    async with aiohttp.ClientSession() as session, session.post(f"{url}/bot{TOKEN}/{method}", data=form) as response:
        answer: dict[str, object] = await response.json()
        return answer


async def test_a_picture_arrives(url: str, bot: BareBot, anna: Phone) -> None:
    picture = grey_png(120, 80)
    await uploaded(url, "sendPhoto", chat_id=anna.id, photo=picture, caption="<b>Kijk</b>", parse_mode="HTML")
    seen = await anna.sees("Kijk")
    assert seen.kind == "photo"
    assert seen.entities == [{"type": "bold", "offset": 0, "length": 4}]
    assert await anna.downloads(seen) == picture


async def test_an_attached_file_arrives(url: str, bot: BareBot, anna: Phone) -> None:
    content = b"a;b\r\n\r\n--\r\n1;2\r\n" + bytes(range(256))
    await uploaded(url, "sendDocument", chat_id=anna.id, document="attach://table", table=content)
    seen = await anna.last()
    assert seen.document
    assert seen.document["file_name"] == 'één "table".png'
    assert await anna.downloads(seen) == content


async def test_a_file_can_be_sent_again_by_its_id(url: str, bot: BareBot, anna: Phone) -> None:
    await uploaded(url, "sendPhoto", chat_id=anna.id, photo=grey_png(), caption="een")
    photo = (await anna.last()).photo
    assert photo
    sent = await bot.asks("sendPhoto", chat_id=anna.id, photo=photo["file_id"], caption="twee")
    assert sent["photo"][-1]["file_id"] == photo["file_id"]


@pytest.mark.parametrize(
    ("method", "fields", "complaint"),
    [
        ("sendPhoto", {}, "there is no photo in the request"),
        ("sendPhoto", {"photo": "onbekend"}, "wrong file identifier/HTTP URL specified"),
        ("sendPhoto", {"photo": b"geen plaatje"}, "IMAGE_PROCESS_FAILED"),
        ("sendPhoto", {"photo": grey_png(2, 60)}, "PHOTO_INVALID_DIMENSIONS"),
        ("sendPhoto", {"photo": grey_png(), "caption": "x" * 1025}, "message caption is too long"),
        ("sendDocument", {"document": b""}, "file must be non-empty"),
        ("sendDocument", {}, "there is no document in the request"),
    ],
)
async def test_a_wrong_file_is_refused(
    url: str, bot: BareBot, anna: Phone, method: str, fields: dict[str, object], complaint: str
) -> None:
    answer = await uploaded(url, method, chat_id=anna.id, **fields)
    assert answer == {"ok": False, "error_code": 400, "description": f"Bad Request: {complaint}"}
    assert await anna.messages() == []


async def test_a_caption_can_be_edited_but_not_as_text(url: str, bot: BareBot, anna: Phone) -> None:
    await uploaded(url, "sendPhoto", chat_id=anna.id, photo=grey_png(), caption="een")
    where = {"chat_id": anna.id, "message_id": (await anna.last()).id}
    await bot.asks("editMessageCaption", caption="twee", **where)
    assert (await anna.last()).text == "twee"
    with pytest.raises(Refusal, match="message is not modified"):
        await bot.asks("editMessageCaption", caption="twee", **where)
    with pytest.raises(Refusal, match="there is no text in the message to edit"):
        await bot.asks("editMessageText", text="twee", **where)


@pytest.mark.parametrize("kind", ["sticker", "voice", "photo", "location", "document", "contact"])
async def test_people_send_all_sorts_of_things(bot: BareBot, anna: Phone, kind: str) -> None:
    sent = await anna.sends(kind, caption="kijk")
    assert sent.kind == kind
    (update,) = await bot.hears()
    assert kind in update["message"]
    assert update["message"]["caption"] == "kijk"


async def test_a_bot_fetches_what_a_person_sent(url: str, bot: BareBot, anna: Phone) -> None:
    await anna.sends("document", content=b"inhoud", file_name="brief.txt")
    (update,) = await bot.hears()
    file = await bot.asks("getFile", file_id=update["message"]["document"]["file_id"])
    address = f"{url}/file/bot{TOKEN}/{file['file_path']}"
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        assert await response.read() == b"inhoud"
        assert file["file_size"] == len(b"inhoud")
    with pytest.raises(Refusal, match="wrong file_id or the file is temporarily unavailable"):
        await bot.asks("getFile", file_id="onbekend")


@pytest.mark.parametrize("path", ["file/botonbekend/x", f"file/bot{TOKEN}/x", "control/files/x", "nergens"])
async def test_what_is_not_there_is_not_found(url: str, bot: BareBot, path: str) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{url}/{path}") as response:
        assert response.status in (401, 404)


def test_the_oldest_files_go_first() -> None:
    files = Files()
    first = files.add("photos", "a.png", bytes(40_000_000))
    second = files.add("photos", "b.png", bytes(40_000_000))
    assert files.get(first.id) is None
    assert files.get(second.id) is second
    assert files.at(second.path) is second


def test_sizes_of_pictures_are_read() -> None:
    assert size_of(grey_png(7, 5)) == (7, 5)
    assert size_of(b"GIF89a\x07\x00\x05\x00") == (7, 5)
    assert size_of(b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x05\x00\x07\x01") == (7, 5)
    assert size_of(b"\xff\xd8\xff") is None
    assert size_of(b"tekst") is None


async def test_a_file_of_ones_own_reaches_the_bot_by_way_of_get_file(url: str, bot: BareBot, anna: Phone) -> None:
    sent = await anna.sends_file("tabel.xlsx", b"PK\x03\x04", "application/x-table")
    assert sent.document
    (update,) = await bot.hears()
    document = update["message"]["document"]
    assert (document["file_name"], document["mime_type"]) == ("tabel.xlsx", "application/x-table")
    assert document["file_size"] == 4
    found = await bot.asks("getFile", file_id=document["file_id"])
    address = f"{url}/file/bot{TOKEN}/{found['file_path']}"
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        assert await response.read() == b"PK\x03\x04"


async def test_get_file_refuses_more_than_twenty_megabytes(bot: BareBot, anna: Phone) -> None:
    await anna.sends_file("groot.bin", bytes(20 * 1024 * 1024 + 1))
    (update,) = await bot.hears()
    with pytest.raises(Refusal, match="Bad Request: file is too big"):
        await bot.asks("getFile", file_id=update["message"]["document"]["file_id"])


async def test_a_phone_sends_no_empty_file(bot: BareBot, anna: Phone) -> None:
    with pytest.raises(Exception, match="no empty file"):
        await anna.sends_file("leeg.txt", b"")
