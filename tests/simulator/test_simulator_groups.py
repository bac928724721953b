"""A bot that somebody put in a group."""

from simulator.bare_bot import BareBot
from simulator.phone import Phone, Telegram


async def test_a_bot_hears_that_it_was_put_in_a_group(telegram: Telegram, bot: BareBot) -> None:
    group = await telegram.group("Mantelzorgers")
    (update,) = await bot.hears()
    change = update["my_chat_member"]
    assert change["chat"] == {"id": group, "title": "Mantelzorgers", "type": "supergroup"}
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("left", "member")
    assert group < 0


async def test_people_and_the_bot_talk_in_a_group(telegram: Telegram, bot: BareBot, anna: Phone) -> None:
    group = await telegram.group("Mantelzorgers")
    await anna.says_in(group, "hallo allemaal")
    update = (await bot.hears())[-1]
    assert update["message"]["chat"]["id"] == group
    assert update["message"]["from"]["id"] == anna.id
    await bot.writes(group, "Ik praat alleen privé")
    shown = (await telegram.group_chat(group))["messages"]
    assert [(message["name"], message["text"]) for message in shown] == [
        ("Anna", "hallo allemaal"),
        ("Testbot", "Ik praat alleen privé"),
    ]
    assert await anna.messages() == []


async def test_a_bot_looks_at_a_chat(telegram: Telegram, bot: BareBot, anna: Phone) -> None:
    group = await telegram.group("Mantelzorgers")
    assert (await bot.asks("getChat", chat_id=group))["title"] == "Mantelzorgers"
    assert (await bot.asks("getChat", chat_id=anna.id))["first_name"] == "Anna"
    assert await bot.asks("sendChatAction", chat_id=anna.id, action="typing") is True
