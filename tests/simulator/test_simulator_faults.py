"""What goes wrong when it is told to."""

import asyncio
import time
from typing import Any

import aiohttp
import pytest

from simulator.bare_bot import BareBot
from simulator.errors import Refusal
from simulator.phone import Phone, Telegram


async def test_a_status_fault_answers_an_error_without_effect(telegram: Telegram, bot: BareBot, anna: Phone) -> None:
    await telegram.fault("sendMessage", "status", times=2, error_code=502)
    for _ in range(2):
        with pytest.raises(Refusal) as refused:
            await bot.writes(anna.id, "hoi")
        assert (refused.value.code, str(refused.value)) == (502, "Bad Gateway")
    assert await anna.messages() == []
    await bot.writes(anna.id, "hoi")
    assert [fault["used"] for fault in await telegram.faults()] == [2]


@pytest.mark.parametrize(
    ("fault", "code", "description", "retry_after"),
    [
        ({"error_code": 429, "retry_after": 35}, 429, "Too Many Requests: retry after 35", 35),
        ({"error_code": 401}, 401, "Unauthorized", None),
        ({"error_code": 404}, 404, "Not Found", None),
        ({"error_code": 500}, 500, "Internal Server Error", None),
        ({"error_code": 400, "description": "Bad Request: zomaar"}, 400, "Bad Request: zomaar", None),
    ],
)
async def test_an_error_can_be_chosen(
    telegram: Telegram, bot: BareBot, fault: dict[str, Any], code: int, description: str, retry_after: int | None
) -> None:
    await telegram.fault("*", "status", **fault)
    with pytest.raises(Refusal) as refused:
        await bot.asks("getMe")
    refusal = refused.value
    assert (refusal.code, refusal.description, refusal.retry_after) == (code, description, retry_after)


async def test_a_dropped_request_has_no_effect(telegram: Telegram, bot: BareBot, anna: Phone) -> None:
    await telegram.fault("sendMessage", "drop_before")
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await bot.writes(anna.id, "hoi")
    assert await anna.messages() == []


async def test_a_dropped_answer_leaves_the_effect(telegram: Telegram, bot: BareBot, anna: Phone) -> None:
    await telegram.fault("sendMessage", "drop_after")
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await bot.writes(anna.id, "hoi")
    assert (await anna.last()).text == "hoi"


async def test_a_stalled_answer_never_comes(telegram: Telegram, bot: BareBot, anna: Phone) -> None:
    await telegram.fault("sendMessage", "stall_after")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await bot.writes(anna.id, "hoi")
    assert (await anna.last()).text == "hoi"


async def test_a_slow_answer_comes(telegram: Telegram, bot: BareBot, anna: Phone) -> None:
    await telegram.fault("sendMessage", "slow", seconds=0.2)
    begun = time.monotonic()
    await bot.writes(anna.id, "hoi")
    assert time.monotonic() - begun >= 0.19


async def test_a_fault_can_strike_one_chat_and_one_method(telegram: Telegram, bot: BareBot, anna: Phone) -> None:
    bram = await telegram.person("Bram", started=True)
    await telegram.fault("sendMessage", "status", times=None, chat_id=anna.id)
    await bot.writes(bram.id, "hoi")
    await bot.asks("getMe")
    for _ in range(3):
        with pytest.raises(Refusal, match="Internal Server Error"):
            await bot.writes(anna.id, "hoi")
    await telegram.clear_faults()
    await bot.writes(anna.id, "hoi")
    assert await telegram.faults() == []


async def test_a_lost_batch_is_delivered_again(telegram: Telegram, bot: BareBot, anna: Phone) -> None:
    await anna.says("hoi")
    await telegram.fault("getUpdates", "drop_after")
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await bot.hears()
    assert len(await bot.hears()) == 1


@pytest.mark.parametrize("wrong", [{"kind": "zomaar"}, {"kind": "status", "error_code": 1}, {"kind": "slow", "so": 1}])
async def test_a_wrong_fault_is_refused(telegram: Telegram, wrong: dict[str, Any]) -> None:
    with pytest.raises(AssertionError, match="refused"):
        await telegram.fault("*", **wrong)


async def test_the_journal_tells_what_came_of_requests(telegram: Telegram, bot: BareBot, anna: Phone) -> None:
    await bot.writes(anna.id, "een geheim")
    with pytest.raises(Refusal):
        await bot.writes(anna.id, "")
    await telegram.fault("sendMessage", "drop_after")
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await bot.writes(anna.id, "hoi")
    await bot.asks("getMe")
    journal = await telegram.requests("sendMessage")
    assert [entry["outcome"] for entry in journal] == [200, 400, "dropped"]
    assert {entry["chat_id"] for entry in journal} == {anna.id}
    assert "geheim" not in str(journal)
    (last,) = await telegram.requests(after=journal[-1]["seq"])
    assert last["method"] == "getMe"
    assert last["at_monotonic"] > journal[-1]["at_monotonic"]


async def test_too_many_messages_in_a_second_are_refused(telegram: Telegram, bot: BareBot, anna: Phone) -> None:
    await telegram.limits(per_second=5, penalty_seconds=0.3)
    for _ in range(5):
        await bot.writes(anna.id, "hoi")
    with pytest.raises(Refusal) as refused:
        await bot.writes(anna.id, "hoi")
    assert (refused.value.code, refused.value.retry_after) == (429, 1)
    assert str(refused.value) == "Too Many Requests: retry after 1"
    await bot.asks("getMe")
    await telegram.limits(per_second=None)
    await bot.writes(anna.id, "hoi")


async def test_within_a_penalty_everything_is_refused(telegram: Telegram, bot: BareBot, anna: Phone) -> None:
    await telegram.limits(per_second=1, penalty_seconds=35)
    sent = await bot.writes(anna.id, "hoi")
    waits = []
    for _ in range(2):
        with pytest.raises(Refusal) as refused:
            await bot.asks("editMessageText", chat_id=anna.id, message_id=sent["message_id"], text="dag")
        waits.append(refused.value.retry_after)
    assert waits == [35, 35]
