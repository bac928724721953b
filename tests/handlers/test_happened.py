"""What Telegram says happened, as the plain values that handlers work with."""

from typing import Any

import pytest
from msgspec.structs import replace
from telegram import Bot

from handlers import telegram_update
from handlers.happened import File, Happened
from rules.address import Address
from tests.handlers.updates import ANNEKE, message, tap

ANNEKES = Happened(Address(ANNEKE), "Anneke")
FILE = {"file_id": "f1", "file_unique_id": "u1"}
THUMBNAIL = {**FILE, "width": 9, "height": 9}


def read(update: dict[str, Any]) -> Happened:
    what = telegram_update.read(update, Bot("1:x")).what
    assert what is not None
    return what


def sent(**content: Any) -> Happened:
    update = message(7, ANNEKE)
    del update["message"]["text"], update["message"]["entities"]
    update["message"] |= content
    return read(update)


def test_a_text_is_what_was_typed_and_which_message_it_is() -> None:
    assert read(message(7, ANNEKE, "Goed.")) == replace(ANNEKES, message_id=7, text="Goed.")
    edited = message(7, ANNEKE, "Beter.")
    assert read({"update_id": 8, "edited_message": edited["message"]}) == Happened(
        Address(ANNEKE), "Anneke", 7, text="Beter."
    )


@pytest.mark.parametrize(
    ("typed", "argument"),
    [("/start", ""), ("/start a-token", "a-token"), ("/start@bot  a token ", "a token"), ("/start\nx", "x")],
)
def test_what_stands_behind_a_command_is_its_argument(typed: str, argument: str) -> None:
    assert read(message(7, ANNEKE, typed)).argument == argument


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"sticker": {**THUMBNAIL, "is_animated": False, "is_video": False, "type": "regular"}}, "sticker"),
        ({"voice": {**FILE, "duration": 1}}, "voice"),
        ({"photo": [THUMBNAIL]}, "photo"),
        ({"animation": {**THUMBNAIL, "duration": 1}, "document": FILE}, "animation"),
        ({"document": FILE}, "document"),
        ({"location": {"latitude": 52.5, "longitude": 6.1}}, "location"),
        ({"dice": {"emoji": "🎲", "value": 3}}, "other"),
    ],
)
def test_what_is_not_text_has_a_kind_and_perhaps_words_beside_it(content: dict[str, Any], kind: str) -> None:
    found = sent(**content, caption="Kijk")
    assert (found.other, found.caption, found.text) == (kind, "Kijk", "")


def test_a_place_and_a_file_come_along() -> None:
    assert sent(location={"latitude": 52.5, "longitude": 6.1}).place == (52.5, 6.1)
    assert sent(document={**FILE, "file_size": 900}).file == File("f1", 900)
    assert sent(document=FILE).file == File("f1", None)


def test_a_tap_is_what_the_button_carries_and_under_which_message() -> None:
    assert read(tap(7, ANNEKE, "w|3", on=5)) == replace(ANNEKES, button="w|3", tapped=5)


def test_a_tap_on_a_message_that_is_no_longer_there_is_one_all_the_same() -> None:
    gone = tap(7, ANNEKE, "w|3")
    del gone["callback_query"]["message"]
    assert read(gone) == replace(ANNEKES, button="w|3")
    no_data = tap(7, ANNEKE, "")
    del no_data["callback_query"]["data"]
    assert read(no_data).button == ""


@pytest.mark.parametrize(("status", "is_blocked"), [("kicked", True), ("left", True), ("member", False)])
def test_blocking_the_bot_and_letting_it_in_again(status: str, is_blocked: bool) -> None:
    bot = {"id": 7, "is_bot": True, "first_name": "Mantelzorg"}
    sender = {"id": ANNEKE, "is_bot": False, "first_name": "Anneke"}
    now = {"user": bot, "status": status} | ({"until_date": 0} if status == "kicked" else {})
    change = {"chat": {"id": ANNEKE, "type": "private"}, "from": sender, "date": 0}
    change |= {"old_chat_member": {"user": bot, "status": "member"}, "new_chat_member": now}
    assert read({"update_id": 7, "my_chat_member": change}) == Happened(
        Address(ANNEKE), "Anneke", is_blocked=is_blocked
    )
