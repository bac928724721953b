"""What a bot may write, change and take away, and what Telegram says when it may not."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from simulator.bare_bot import BareBot
from simulator.errors import Refusal
from simulator.phone import Phone, Telegram

KEYBOARD = {"inline_keyboard": [[{"text": "Ja", "callback_data": "ja"}, {"text": "Nee", "callback_data": "nee"}]]}


def keyboard(**button: Any) -> dict[str, Any]:
    return {"reply_markup": {"inline_keyboard": [[button]]}}


async def test_a_message_arrives_as_plain_text_with_entities(bot: BareBot, anna: Phone) -> None:
    sent = await bot.writes(anna.id, "🌷 <b>Hoi</b> &lt;Anna&gt; ", parse_mode="HTML", reply_markup=KEYBOARD)
    assert sent["text"] == "🌷 Hoi <Anna>"
    assert sent["entities"] == [{"type": "bold", "offset": 3, "length": 3}]
    assert sent["reply_markup"] == KEYBOARD
    assert sent["chat"] == {"id": anna.id, "first_name": "Anna", "type": "private"}
    assert sent["from"] == {"id": 9000000001, "is_bot": True, "first_name": "Testbot", "username": "test_bot"}
    seen = await anna.sees("Hoi <Anna>")
    assert seen.labels == ["Ja", "Nee"]
    assert not seen.silent
    assert not seen.protected


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "message text is empty"),
        (" \n ", "message text is empty"),
        ("<b> </b>", "message text is empty"),
        ("x" * 4097, "message is too long"),
        ("<b>x", "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
        ("5 < 6", 'can\'t parse entities: Unsupported start tag "" at byte offset 2'),
    ],
)
async def test_a_wrong_text_is_refused(bot: BareBot, anna: Phone, text: str, complaint: str) -> None:
    with pytest.raises(Refusal) as refused:
        await bot.writes(anna.id, text, parse_mode="HTML")
    assert (refused.value.code, refused.value.description) == (400, f"Bad Request: {complaint}")
    assert await anna.messages() == []


async def test_only_what_is_left_of_a_text_counts(bot: BareBot, anna: Phone) -> None:
    sent = await bot.writes(anna.id, "<b>" + "&lt;" * 4096 + "</b>", parse_mode="HTML")
    assert sent["text"] == "<" * 4096


@pytest.mark.parametrize(
    ("button", "complaint"),
    [
        ({"text": "Ja", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": "Ja", "callback_data": "x" * 65}, "BUTTON_DATA_INVALID"),
        ({"text": "Ja", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "Ja"}, "Text buttons are unallowed in the inline keyboard"),
        ({"text": " ", "callback_data": "ja"}, "BUTTON_TEXT_INVALID"),
        ({"text": "Ja", "url": "nergens"}, "Wrong HTTP URL"),
    ],
)
async def test_a_wrong_button_is_refused(bot: BareBot, anna: Phone, button: dict[str, str], complaint: str) -> None:
    with pytest.raises(Refusal, match=complaint):
        await bot.writes(anna.id, "Doet u mee?", **keyboard(**button))


async def test_sixty_four_bytes_of_data_are_fine(bot: BareBot, anna: Phone) -> None:
    await bot.writes(anna.id, "Doet u mee?", **keyboard(text="Ja", callback_data="é" * 32))
    await anna.taps("Ja")
    (update,) = await bot.hears()
    assert update["callback_query"]["data"] == "é" * 32


async def test_a_chat_nobody_has_seen_is_not_found(bot: BareBot) -> None:
    with pytest.raises(Refusal, match="Bad Request: chat not found"):
        await bot.writes(12345, "hoi")
    with pytest.raises(Refusal, match="Bad Request: chat_id is empty"):
        await bot.asks("sendMessage", text="hoi")


async def test_a_bot_cannot_write_first(telegram: Telegram, bot: BareBot) -> None:
    bram = await telegram.person("Bram")
    with pytest.raises(Refusal, match="Forbidden: bot can't initiate conversation with a user"):
        await bot.writes(bram.id, "hoi")
    await bram.opens()
    await bot.writes(bram.id, "hoi")


async def test_a_blocked_bot_cannot_write_or_edit(bot: BareBot, anna: Phone) -> None:
    sent = await bot.writes(anna.id, "hoi")
    await anna.blocks()
    for asked in (
        bot.writes(anna.id, "hoi"),
        bot.asks("editMessageText", chat_id=anna.id, message_id=sent["message_id"], text="dag"),
        bot.asks("sendChatAction", chat_id=anna.id, action="typing"),
    ):
        with pytest.raises(Refusal) as refused:
            await asked
        assert (refused.value.code, str(refused.value)) == (403, "Forbidden: bot was blocked by the user")


async def test_a_deleted_account_cannot_be_written_to(bot: BareBot, anna: Phone) -> None:
    await anna.deletes_account()
    with pytest.raises(Refusal, match="Forbidden: user is deactivated"):
        await bot.writes(anna.id, "hoi")


async def test_an_edit_changes_the_message_and_takes_the_keyboard_away(bot: BareBot, anna: Phone) -> None:
    sent = await bot.writes(anna.id, "Doet u mee?", reply_markup=KEYBOARD)
    edited = await bot.asks("editMessageText", chat_id=anna.id, message_id=sent["message_id"], text="Fijn!")
    assert edited["edit_date"] >= sent["date"]
    assert "reply_markup" not in edited
    assert [(shown.text, shown.labels) for shown in await anna.messages()] == [("Fijn!", [])]


async def test_an_edit_that_changes_nothing_is_refused(bot: BareBot, anna: Phone) -> None:
    sent = await bot.writes(anna.id, "<b>Doet</b> u mee?", parse_mode="HTML", reply_markup=KEYBOARD)
    same = {"chat_id": anna.id, "message_id": sent["message_id"], "parse_mode": "HTML"}
    with pytest.raises(Refusal) as refused:
        await bot.asks("editMessageText", text="<b>Doet</b> u mee? ", reply_markup=KEYBOARD, **same)
    assert str(refused.value) == (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"
        " as a current content and reply markup of the message"
    )
    with pytest.raises(Refusal, match="message is not modified"):
        await bot.asks("editMessageReplyMarkup", reply_markup=KEYBOARD, **same)
    await bot.asks("editMessageText", text="Doet u mee?", reply_markup=KEYBOARD, **same)
    await bot.asks("editMessageReplyMarkup", **same)


async def test_only_its_own_messages_that_exist_can_be_edited(bot: BareBot, anna: Phone) -> None:
    said = await anna.says("hoi")
    with pytest.raises(Refusal, match="Bad Request: message can't be edited"):
        await bot.asks("editMessageText", chat_id=anna.id, message_id=said.id, text="dag")
    with pytest.raises(Refusal, match="Bad Request: message to edit not found"):
        await bot.asks("editMessageText", chat_id=anna.id, message_id=said.id + 1, text="dag")
    with pytest.raises(Refusal, match="Bad Request: message identifier is not specified"):
        await bot.asks("editMessageText", chat_id=anna.id, text="dag")
    sent = await bot.writes(anna.id, "hoi")
    with pytest.raises(Refusal, match="Bad Request: there is no caption in the message to edit"):
        await bot.asks("editMessageCaption", chat_id=anna.id, message_id=sent["message_id"], caption="dag")


async def test_a_deleted_message_is_gone(bot: BareBot, anna: Phone) -> None:
    sent = await bot.writes(anna.id, "Doet u mee?", reply_markup=KEYBOARD)
    gone = {"chat_id": anna.id, "message_id": sent["message_id"]}
    assert await bot.asks("deleteMessage", **gone) is True
    assert await anna.messages() == []
    assert [shown["deleted"] for shown in (await anna.chat())["messages"]] == [True]
    with pytest.raises(Refusal, match="Bad Request: message to delete not found"):
        await bot.asks("deleteMessage", **gone)
    with pytest.raises(Refusal, match="Bad Request: message to edit not found"):
        await bot.asks("editMessageText", text="dag", **gone)


async def test_after_two_days_a_message_stays(telegram: Telegram, bot: BareBot, anna: Phone) -> None:
    sent = await bot.writes(anna.id, "hoi")
    await telegram.forward(timedelta(hours=49))
    with pytest.raises(Refusal, match="message can't be deleted for everyone"):
        await bot.asks("deleteMessage", chat_id=anna.id, message_id=sent["message_id"])


async def test_many_messages_are_deleted_at_once(bot: BareBot, anna: Phone) -> None:
    sent = [(await bot.writes(anna.id, text))["message_id"] for text in ("een", "twee", "drie")]
    await bot.asks("deleteMessages", chat_id=anna.id, message_ids=[sent[0], 999, sent[2]])
    assert [shown.text for shown in await anna.messages()] == ["twee"]
    with pytest.raises(Refusal, match="message identifiers are not specified"):
        await bot.asks("deleteMessages", chat_id=anna.id)


async def test_message_ids_go_up_in_each_chat(telegram: Telegram, bot: BareBot, anna: Phone) -> None:
    bram = await telegram.person("Bram", started=True)
    ids = [(await bot.writes(person.id, "hoi"))["message_id"] for person in (anna, bram, anna, bram)]
    assert ids == [1, 1, 2, 2]


async def test_a_message_can_answer_another(bot: BareBot, anna: Phone) -> None:
    said = await anna.says("hoi")
    sent = await bot.writes(anna.id, "dag", reply_parameters={"message_id": said.id})
    assert sent["reply_to_message"]["text"] == "hoi"
    with pytest.raises(Refusal, match="Bad Request: message to be replied not found"):
        await bot.writes(anna.id, "dag", reply_parameters={"message_id": 999})
    lone = await bot.writes(anna.id, "dag", reply_parameters={"message_id": 999, "allow_sending_without_reply": True})
    assert "reply_to_message" not in lone


async def test_silence_and_protection_are_seen(bot: BareBot, anna: Phone) -> None:
    sent = await bot.writes(anna.id, "hoi", disable_notification=True, protect_content=True)
    assert sent["has_protected_content"] is True
    seen = await anna.last()
    assert seen.silent
    assert seen.protected


async def test_commands_and_links_are_recognised(bot: BareBot, anna: Phone) -> None:
    sent = await bot.writes(
        anna.id, "🌷 Typ /help, of zie https://example.org/x. Mail a.b@example.org of @test_bot #1a"
    )
    found = [(entity["type"], entity["offset"], entity["length"]) for entity in sent["entities"]]
    assert found == [("bot_command", 7, 5), ("url", 21, 21), ("email", 49, 15), ("mention", 68, 9)]


async def test_an_unknown_method_is_not_found(bot: BareBot) -> None:
    with pytest.raises(Refusal) as refused:
        await bot.asks("sendCake")
    assert (refused.value.code, str(refused.value)) == (404, "Not Found")


async def test_an_unknown_token_is_not_authorised(url: str) -> None:
    async with BareBot(url, "1:unknown") as stranger:
        with pytest.raises(Refusal) as refused:
            await stranger.asks("getMe")
    assert (refused.value.code, str(refused.value)) == (401, "Unauthorized")


async def test_old_messages_are_forgotten_in_the_end(bot: BareBot, anna: Phone) -> None:
    await asyncio.gather(*(bot.writes(anna.id, f"bericht {number}") for number in range(250)))
    kept = await anna.messages()
    assert len(kept) == 200
    with pytest.raises(Refusal, match="message to edit not found"):
        await bot.asks("editMessageText", chat_id=anna.id, message_id=1, text="dag")
