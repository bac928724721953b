"""What a bot hears, when, and how often."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.bare_bot import BareBot
from simulator.clock import Clock
from simulator.errors import Refusal
from simulator.phone import Phone, Telegram
from simulator.world.updates import FIRST_ID, Updates


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def listening(telegram: Telegram, bot: BareBot, offset: int = 0) -> asyncio.Task[list[dict[str, Any]]]:
    """A long poll that surely has begun to wait."""
    poll = asyncio.create_task(bot.hears(offset, timeout=20))
    while not (await telegram.bots())[0]["listening"]:
        pass
    return poll


async def test_an_update_stays_until_a_later_request_confirms_it(bot: BareBot, anna: Phone) -> None:
    await anna.says("een")
    first = await bot.hears()
    assert await bot.hears() == first
    assert await bot.hears(first[0]["update_id"]) == first
    assert await bot.hears(first[0]["update_id"] + 1) == []
    assert await bot.hears() == []


async def test_confirming_some_leaves_the_rest(bot: BareBot, anna: Phone) -> None:
    for text in ("een", "twee", "drie"):
        await anna.says(text)
    first, second, third = [update["update_id"] for update in await bot.hears()]
    assert first < second < third
    assert texts(await bot.hears(second)) == ["twee", "drie"]
    assert texts(await bot.hears()) == ["twee", "drie"]


@given(st.lists(st.integers(-6, 12)))
def test_confirming_does_what_a_plain_list_would_do(offsets: list[int]) -> None:
    """Each step adds an update, then asks from so far after the first id, or from so many before the end."""
    updates, plain = Updates(Clock()), list[int]()
    for number, offset in enumerate(offsets):
        updates.add("message", 1, {})
        plain.append(FIRST_ID + number)
        if offset > 0:
            plain = [id for id in plain if id >= FIRST_ID + offset]
        elif offset < 0:
            plain = plain[offset:]
        fetched = updates.fetch(FIRST_ID + offset if offset > 0 else offset, 100)
        assert [update.id for update in fetched] == plain


async def test_a_negative_offset_counts_from_the_end_and_forgets_the_rest(bot: BareBot, anna: Phone) -> None:
    for text in ("een", "twee", "drie"):
        await anna.says(text)
    assert texts(await bot.hears(-1)) == ["drie"]
    assert texts(await bot.hears()) == ["drie"]


async def test_a_batch_has_a_hundred_at_most(bot: BareBot, anna: Phone) -> None:
    await asyncio.gather(*(anna.says(str(number)) for number in range(105)))
    assert len(await bot.hears()) == 100
    assert len(await bot.hears(limit=1000)) == 100
    assert len(await bot.hears(limit=7)) == 7


async def test_a_long_poll_answers_as_soon_as_there_is_something(telegram: Telegram, bot: BareBot, anna: Phone) -> None:
    poll = await listening(telegram, bot)
    await anna.says("hoi")
    assert texts(await asyncio.wait_for(poll, 15)) == ["hoi"]


async def test_a_long_poll_ends_empty_when_nothing_happens(bot: BareBot) -> None:
    assert await bot.hears(timeout=1) == []


async def test_a_second_poller_gets_the_first_a_conflict(telegram: Telegram, bot: BareBot, anna: Phone) -> None:
    first = await listening(telegram, bot)
    second = asyncio.create_task(bot.hears(timeout=20))
    with pytest.raises(Refusal, match="Conflict: terminated by other getUpdates request; make sure that only one"):
        await first
    await anna.says("hoi")
    assert texts(await second) == ["hoi"]


async def test_a_bot_chooses_what_it_hears(bot: BareBot, anna: Phone) -> None:
    await bot.hears(allowed_updates=["edited_message"])
    said = await anna.says("hoi")
    await anna.edits(said, "hallo")
    (update,) = await bot.hears()
    assert update["edited_message"]["text"] == "hallo"
    await bot.hears(update["update_id"] + 1, allowed_updates=[])
    await anna.says("weer")
    assert texts(await bot.hears()) == ["weer"]


async def test_a_message_nobody_fetches_dies_after_a_day(telegram: Telegram, bot: BareBot, anna: Phone) -> None:
    await anna.says("hoi")
    await telegram.forward(timedelta(hours=23, minutes=59))
    assert texts(await bot.hears()) == ["hoi"]
    await telegram.forward(timedelta(minutes=2))
    assert await bot.hears() == []


async def test_a_tap_nobody_fetches_dies_after_150_seconds(telegram: Telegram, bot: BareBot, anna: Phone) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Ja", "callback_data": "ja"}]]}
    await bot.writes(anna.id, "Doet u mee?", reply_markup=keyboard)
    await anna.taps("Ja")
    await anna.says("hoi")
    await telegram.forward(timedelta(seconds=152))
    assert texts(await bot.hears()) == ["hoi"]


async def test_a_confirmed_update_can_be_delivered_once_more(telegram: Telegram, bot: BareBot, anna: Phone) -> None:
    await anna.says("hoi")
    (update,) = await bot.hears()
    after = update["update_id"] + 1
    assert await bot.hears(after) == []
    await telegram.redeliver([update["update_id"]])
    assert await bot.hears(after) == [update]
    assert await bot.hears(after) == []


async def test_a_redelivery_wakes_a_waiting_poll(telegram: Telegram, bot: BareBot, anna: Phone) -> None:
    await anna.says("hoi")
    (update,) = await bot.hears()
    poll = await listening(telegram, bot, update["update_id"] + 1)
    await telegram.redeliver([update["update_id"]] * 3)
    assert await poll == [update] * 3


async def test_what_was_not_confirmed_comes_in_order_also_when_it_is_redelivered(
    telegram: Telegram, bot: BareBot, anna: Phone
) -> None:
    """Or a bot would confirm, with the highest number of a batch, what it never got."""
    for text in ("een", "twee", "drie"):
        await anna.says(text)
    waiting = [update["update_id"] for update in await bot.hears()]
    await telegram.redeliver(reversed(waiting))
    assert texts(await bot.hears(limit=1)) == ["een"]
    assert texts(await bot.hears(waiting[1])) == ["een", "twee", "drie"]


async def test_what_never_was_cannot_be_redelivered(telegram: Telegram, bot: BareBot) -> None:
    with pytest.raises(AssertionError, match="not known any more"):
        await telegram.redeliver([1])


async def test_raw_updates_go_out_as_they_are(telegram: Telegram, bot: BareBot) -> None:
    raw = {"poll": {"id": "1"}}
    (id,) = await telegram.updates([raw])
    assert await telegram.updates([{"update_id": id + 50, **raw}, {"update_id": id - 1}]) == [id + 50, id - 1]
    assert [update["update_id"] for update in await bot.hears()] == [id - 1, id, id + 50]
    assert await telegram.updates([raw]) == [id + 51]


@pytest.mark.parametrize("text", ["\x00NUL", "\ud83dhalf an emoji", "\u202eomgekeerd", "🌷" * 4096])
async def test_whatever_a_phone_sends_arrives(bot: BareBot, anna: Phone, text: str) -> None:
    await anna.says(text)
    assert texts(await bot.hears()) == [text]
    assert (await anna.messages())[-1].text == text
