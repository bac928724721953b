"""The phone that tests are written with: it must wait for the right things, and complain clearly."""

import asyncio

import pytest

from simulator.bare_bot import BareBot
from simulator.phone import Phone, Telegram

KEYBOARD = {
    "inline_keyboard": [
        [{"text": "Ja, ik doe mee", "callback_data": "ja"}, {"text": "Nee", "callback_data": "nee"}],
        [{"text": "Neem contact op", "url": "https://example.org"}],
    ]
}


async def test_a_phone_waits_for_what_is_to_come(bot: BareBot, anna: Phone) -> None:
    seen = asyncio.create_task(anna.sees("Welkom"))
    tapped = asyncio.create_task(anna.taps("Ja"))
    await anna.chat()
    await bot.writes(anna.id, "Welkom Anna", reply_markup=KEYBOARD)
    assert (await seen).text == "Welkom Anna"
    assert await tapped


async def test_the_newest_message_counts(bot: BareBot, anna: Phone) -> None:
    for number in (1, 2):
        await bot.writes(anna.id, f"Vraag {number}", reply_markup=KEYBOARD)
    older = await anna.sees("Vraag 1")
    assert (await anna.sees("Vraag")).text == "Vraag 2"
    await anna.taps("Ja")
    await anna.taps("Nee", on=older)
    taps = [update["callback_query"] for update in await bot.hears()]
    assert [(tap["message"]["text"], tap["data"]) for tap in taps] == [("Vraag 2", "ja"), ("Vraag 1", "nee")]


async def test_what_people_say_themselves_is_not_seen(anna: Phone) -> None:
    await anna.says("Welkom")
    with pytest.raises(AssertionError, match="nothing with 'Welkom' within"):
        await anna.sees("Welkom", within=0.05)


async def test_a_complaint_shows_what_is_on_the_phone(bot: BareBot, anna: Phone) -> None:
    await anna.says("hoi")
    await bot.writes(anna.id, "Doet u mee?", reply_markup=KEYBOARD)
    with pytest.raises(AssertionError) as complaint:
        await anna.sees("Welkom", within=0.05)
    assert str(complaint.value).splitlines() == [
        "Anna: nothing with 'Welkom' within 0.05 s. On the phone:",
        "  #1 person, text: 'hoi'",
        "  #2 bot, text: 'Doet u mee?' [Ja, ik doe mee] [Nee] [Neem contact op]",
    ]


async def test_an_unclear_button_is_not_tapped(bot: BareBot, anna: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.handset.PATIENCE", 0.05)
    await bot.writes(anna.id, "Doet u mee?", reply_markup=KEYBOARD)
    with pytest.raises(AssertionError, match="no button 'Ne'"):
        await anna.taps("Ne")
    with pytest.raises(AssertionError, match="is a link"):
        await anna.taps("Neem contact")
    await anna.taps("Nee")


async def test_news_after_the_last_act_is_noticed(bot: BareBot, anna: Phone) -> None:
    await bot.writes(anna.id, "een")
    await anna.says("hoi")
    await anna.sees_nothing_new(for_seconds=0.01)
    sent = await bot.writes(anna.id, "twee")
    with pytest.raises(AssertionError, match="something new: #3 bot, text: 'twee'"):
        await anna.sees_nothing_new(for_seconds=0.01)
    await anna.sees("twee")
    await anna.sees_nothing_new(for_seconds=0.01)
    await bot.asks("editMessageText", chat_id=anna.id, message_id=sent["message_id"], text="drie")
    with pytest.raises(AssertionError, match="something new"):
        await anna.sees_nothing_new(for_seconds=0.01)


async def test_a_tap_nobody_answers_is_complained_about(bot: BareBot, anna: Phone) -> None:
    await bot.writes(anna.id, "Doet u mee?", reply_markup=KEYBOARD)
    with pytest.raises(AssertionError, match="the button still spins"):
        await anna.sees_answer(await anna.taps("Ja"), within=0.05)


async def test_an_empty_phone_is_news_to_who_never_looked(anna: Phone) -> None:
    assert (await asyncio.wait_for(anna.chat(after=0, wait=20), 15))["messages"] == []


async def test_an_empty_phone_has_no_last_message(anna: Phone) -> None:
    with pytest.raises(AssertionError, match="no message of the bot"):
        await anna.last()


async def test_two_bots_are_kept_apart(url: str, telegram: Telegram, bot: BareBot, anna: Phone) -> None:
    await telegram.bot("55:other", "other_bot", "Andere bot")
    with pytest.raises(AssertionError, match="more than one bot"):
        await anna.says("hoi")
    piet = await telegram.person("Piet", bot="other_bot")
    await piet.says("hoi")
    async with BareBot(url, "55:other") as other:
        assert len(await other.hears()) == 1
        await other.writes(piet.id, "Welkom")
    assert await bot.hears() == []
    await piet.sees("Welkom")
