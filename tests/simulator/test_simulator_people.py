"""What people do with their phones, and what the bot hears of it."""

from datetime import timedelta

import pytest

from simulator.bare_bot import BareBot
from simulator.errors import Refusal
from simulator.phone import Phone, Telegram

KEYBOARD = {"inline_keyboard": [[{"text": "Ja", "callback_data": "ja"}]]}


async def test_people_have_ids_above_and_below_two_to_the_32nd(telegram: Telegram) -> None:
    ids = {(await telegram.person("Anna")).id for _ in range(10)}
    assert len(ids) == 10
    assert min(ids) < 2**32 < max(ids)


async def test_a_person_can_have_a_chosen_id(telegram: Telegram) -> None:
    assert (await telegram.person("Anna", id=2**51)).id == 2**51
    assert (await telegram.person("Anna again", id=2**51)).id == 2**51


async def test_a_deep_link_sends_start_with_its_payload(telegram: Telegram, bot: BareBot) -> None:
    bram = await telegram.person("Bram", language="en")
    await bram.opens("abc_DEF-123")
    (update,) = await bot.hears()
    message = update["message"]
    assert message["text"] == "/start abc_DEF-123"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["from"] == {"id": bram.id, "is_bot": False, "first_name": "Bram", "language_code": "en"}
    assert message["chat"] == {"id": bram.id, "first_name": "Bram", "type": "private"}


async def test_an_edited_text_is_heard_as_such(bot: BareBot, anna: Phone) -> None:
    said = await anna.says("/help")
    await anna.edits(said, "hallo")
    first, second = await bot.hears()
    assert (first["message"]["text"], second["edited_message"]["text"]) == ("/help", "hallo")
    assert second["edited_message"]["message_id"] == said.id
    assert second["edited_message"]["edit_date"] >= first["message"]["date"]
    assert "entities" not in second["edited_message"]


async def test_people_edit_only_their_own_text(bot: BareBot, anna: Phone) -> None:
    await bot.writes(anna.id, "hoi")
    with pytest.raises(AssertionError, match="no text of this person"):
        await anna.edits(await anna.last(), "dag")


async def test_a_text_can_be_an_answer(bot: BareBot, anna: Phone) -> None:
    await bot.writes(anna.id, "een")
    await bot.writes(anna.id, "twee")
    await anna.says("op een", reply_to=await anna.sees("een"))
    (update,) = await bot.hears()
    assert update["message"]["reply_to_message"]["text"] == "een"


async def test_a_bot_that_asks_for_a_reply_gets_one(bot: BareBot, anna: Phone) -> None:
    asked = {"force_reply": True, "input_field_placeholder": "Uw antwoord"}
    sent = await bot.writes(anna.id, "Hoe gaat het?", reply_markup=asked)
    assert "reply_markup" not in sent
    assert (await anna.last()).force_reply == {"placeholder": "Uw antwoord"}
    await anna.says("Goed")
    await anna.says("En met u?")
    first, second = await bot.hears()
    assert first["message"]["reply_to_message"]["message_id"] == sent["message_id"]
    assert "reply_to_message" not in second["message"]


async def test_a_forwarded_text_shows_where_it_came_from(bot: BareBot, anna: Phone) -> None:
    await anna.forwards("van een ander")
    (update,) = await bot.hears()
    assert update["message"]["forward_origin"]["type"] == "hidden_user"


async def test_blocking_and_unblocking_are_heard(bot: BareBot, anna: Phone) -> None:
    await anna.blocks()
    await anna.blocks()
    await anna.unblocks()
    changes = [update["my_chat_member"] for update in await bot.hears()]
    statuses = [(change["old_chat_member"]["status"], change["new_chat_member"]["status"]) for change in changes]
    assert statuses == [("member", "kicked"), ("kicked", "member")]
    assert changes[0]["new_chat_member"]["user"]["username"] == "test_bot"
    assert changes[0]["from"]["id"] == anna.id


async def test_start_ends_a_block(bot: BareBot, anna: Phone) -> None:
    await anna.blocks()
    with pytest.raises(AssertionError, match="blocked the bot"):
        await anna.says("hoi")
    await anna.opens()
    kinds = [list(update)[1] for update in await bot.hears()]
    assert kinds == ["my_chat_member", "my_chat_member", "message"]
    await bot.writes(anna.id, "Welkom terug")


async def test_a_deleted_account_does_nothing_more(bot: BareBot, anna: Phone) -> None:
    await anna.deletes_account()
    await anna.blocks()
    with pytest.raises(AssertionError, match="deleted the account"):
        await anna.says("hoi")
    assert await bot.hears() == []


async def test_a_tap_carries_the_whole_message(bot: BareBot, anna: Phone) -> None:
    sent = await bot.writes(anna.id, "Doet u mee?", reply_markup=KEYBOARD)
    tap = await anna.taps("Ja")
    (update,) = await bot.hears()
    query = update["callback_query"]
    assert query["message"] == sent
    assert (query["id"], query["data"], query["from"]["id"]) == (tap, "ja", anna.id)


async def test_a_tap_keeps_the_message_as_it_was(bot: BareBot, anna: Phone) -> None:
    sent = await bot.writes(anna.id, "Doet u mee?", reply_markup=KEYBOARD)
    await anna.taps("Ja")
    await bot.asks("editMessageText", chat_id=anna.id, message_id=sent["message_id"], text="Fijn!")
    (update,) = await bot.hears()
    assert update["callback_query"]["message"]["text"] == "Doet u mee?"


async def test_tapped_data_can_be_forged(bot: BareBot, anna: Phone) -> None:
    await bot.writes(anna.id, "hoi")
    await anna.taps_data(await anna.last(), "\x00 van een ander")
    (update,) = await bot.hears()
    assert update["callback_query"]["data"] == "\x00 van een ander"


async def test_a_button_spins_until_the_tap_is_answered(bot: BareBot, anna: Phone) -> None:
    await bot.writes(anna.id, "Doet u mee?", reply_markup=KEYBOARD)
    tap = await anna.taps("Ja")
    assert (await anna.chat())["spinning"] == [tap]
    await bot.asks("answerCallbackQuery", callback_query_id=tap, text="Genoteerd", show_alert=True)
    notice = {"callback_query_id": tap, "text": "Genoteerd", "alert": True}
    assert await anna.sees_answer(tap) == notice
    await bot.asks("answerCallbackQuery", callback_query_id=tap, text="nog eens")
    assert (await anna.chat())["notices"] == [notice]


async def test_a_tap_can_be_answered_for_150_seconds(telegram: Telegram, bot: BareBot, anna: Phone) -> None:
    await bot.writes(anna.id, "Doet u mee?", reply_markup=KEYBOARD)
    early, late = await anna.taps("Ja"), await anna.taps("Ja")
    await telegram.forward(timedelta(seconds=148))
    await bot.asks("answerCallbackQuery", callback_query_id=early)
    await telegram.forward(timedelta(seconds=4))
    for id in (late, "1"):
        with pytest.raises(Refusal) as refused:
            await bot.asks("answerCallbackQuery", callback_query_id=id)
        assert str(refused.value) == (
            "Bad Request: query is too old and response timeout expired or query ID is invalid"
        )


async def test_an_answer_has_two_hundred_characters_at_most(bot: BareBot, anna: Phone) -> None:
    await bot.writes(anna.id, "Doet u mee?", reply_markup=KEYBOARD)
    tap = await anna.taps("Ja")
    with pytest.raises(Refusal, match="MESSAGE_TOO_LONG"):
        await bot.asks("answerCallbackQuery", callback_query_id=tap, text="x" * 201)
    await bot.asks("answerCallbackQuery", callback_query_id=tap, text="x" * 200)
