"""Nothing that Telegram delivered is lost, and nothing makes the bot deaf."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

import orjson
import pytest
from sqlalchemy import select
from telegram.error import TimedOut

from bot import retry
from bot.receiver import Receiver, as_received, chat_of
from bot.retry import TokenRefused
from bot.running import started
from bot.settings import Settings
from bot.wiring import Wiring, wire
from simulator.clock import Clock
from simulator.phone import Phone, Telegram
from storage.tables import inbox
from tests.running_bot import TOKEN, USERNAME

pytestmark = pytest.mark.over_http


@pytest.fixture
async def wiring(telegram: Telegram, clock: Clock, tmp_path: Path) -> AsyncIterator[Wiring]:
    await telegram.bot(TOKEN, USERNAME, "Mantelzorg")
    values = {"bot_token": TOKEN, "bot_api_url": telegram.url, "database_url": f"sqlite:///{tmp_path / 'bot.db'}"}
    wiring = wire(Settings.model_validate({"_env_file": None} | values), clock.now)
    async with started(wiring):
        yield wiring


@pytest.fixture
def receiver(wiring: Wiring) -> Receiver:
    return Receiver(wiring.bot, wiring.database, wiring.clock, lambda: None)


@pytest.fixture
async def anneke(telegram: Telegram, wiring: Wiring) -> Phone:
    return await telegram.person("Anneke")


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries again at once, for tests that wait for it."""
    monkeypatch.setattr(retry, "LONGEST_PAUSE", 0.01)


async def texts(wiring: Wiring) -> list[str]:
    """What is in the inbox, in order."""
    async with wiring.database.read() as connection:
        payloads = await connection.scalars(select(inbox.c.payload).order_by(inbox.c.update_id))
        return [orjson.loads(payload)["message"]["text"] for payload in payloads]


async def pending(wiring: Wiring) -> int:
    return (await wiring.bot.get_webhook_info()).pending_update_count


@asynccontextmanager
async def listening(*receivers: Receiver) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(receiver.run()) for receiver in receivers]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def until(met: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(30):
        while not await met():  # noqa: ASYNC110 (what is waited for happens in the database and in the simulator)
            await asyncio.sleep(0.005)


async def until_heard(wiring: Wiring, expected: list[str]) -> None:
    async def heard() -> bool:
        return await texts(wiring) == expected

    await until(heard)


async def until_logged(caplog: pytest.LogCaptureFixture, words: str) -> None:
    async def logged() -> bool:
        return any(words in line for line in caplog.messages)

    await until(logged)


async def test_a_batch_is_written_down_before_the_next_one_is_asked_for(
    receiver: Receiver, wiring: Wiring, anneke: Phone
) -> None:
    """Asking for the next one is what tells Telegram to forget the batch."""
    await anneke.says("een")
    await anneke.says("twee")
    assert await receiver.receive(0) == 2
    assert (await texts(wiring), await pending(wiring)) == (["een", "twee"], 2)
    assert await receiver.receive(0) == 0
    assert (await texts(wiring), await pending(wiring)) == (["een", "twee"], 0)


async def test_what_could_not_be_written_down_is_asked_for_again(
    receiver: Receiver, wiring: Wiring, anneke: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    await anneke.says("een")
    with monkeypatch.context() as patch:
        patch.setattr(wiring.database, "write", _full_disk)
        for _ in range(2):
            with pytest.raises(OSError, match="disk"):
                await receiver.receive(0)
        assert await pending(wiring) == 1
    assert await receiver.receive(0) == 1
    assert await texts(wiring) == ["een"]


def _full_disk() -> NoReturn:
    raise OSError("disk full")


async def test_a_receiver_that_died_before_the_commit_loses_nothing(
    receiver: Receiver, wiring: Wiring, anneke: Phone
) -> None:
    """Its successor begins without an offset, and gets everything that was not confirmed once more."""
    await anneke.says("een")
    await receiver.receive(0)
    successor = Receiver(wiring.bot, wiring.database, wiring.clock, lambda: None)
    assert await successor.receive(0) == 1
    assert await texts(wiring) == ["een"]


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("code", [401, 404, 409, 500, 502])
async def test_receiving_goes_on_after_a_refusal(
    receiver: Receiver, wiring: Wiring, telegram: Telegram, anneke: Phone, code: int
) -> None:
    await telegram.fault("getUpdates", "status", times=2, error_code=code)
    await anneke.says("een")
    async with listening(receiver):
        await until_heard(wiring, ["een"])


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("fault", ["drop_before", "drop_after"])
async def test_receiving_goes_on_after_a_broken_line(
    receiver: Receiver, wiring: Wiring, telegram: Telegram, anneke: Phone, fault: str
) -> None:
    await telegram.fault("getUpdates", fault, times=2)
    await anneke.says("een")
    async with listening(receiver):
        await until_heard(wiring, ["een"])


@pytest.mark.usefixtures("hasty")
async def test_receiving_goes_on_after_a_timeout(
    receiver: Receiver, wiring: Wiring, anneke: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    post, asked = wiring.bot.request.post, []

    async def first_late(*args: Any, **kwargs: Any) -> Any:
        asked.append(1)
        if len(asked) == 1:
            raise TimedOut
        return await post(*args, **kwargs)

    monkeypatch.setattr(type(wiring.bot.request), "post", staticmethod(first_late))
    await anneke.says("een")
    async with listening(receiver):
        await until_heard(wiring, ["een"])


async def test_telegrams_retry_after_is_waited_for(
    receiver: Receiver, wiring: Wiring, telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    await telegram.fault("getUpdates", "status", error_code=429, retry_after=35)
    with caplog.at_level(logging.WARNING):
        async with listening(receiver):
            await until_logged(caplog, "next try in 35.0 s")
    assert len(await telegram.requests("getUpdates")) == 1


@pytest.mark.usefixtures("hasty")
async def test_a_token_that_stays_refused_ends_it_with_the_reason(
    receiver: Receiver, wiring: Wiring, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retry, "PATIENCE_SECONDS", 0.05)
    await telegram.fault("getUpdates", "status", times=None, error_code=401)
    with pytest.raises(TokenRefused, match="Telegram refuses BOT_TOKEN") as refused:
        async with asyncio.timeout(30):
            await receiver.run()
    assert TOKEN not in repr(refused.value)
    assert len(await telegram.requests("getUpdates")) > 3


@pytest.mark.usefixtures("hasty")
async def test_refusals_that_pass_do_not_add_up(
    receiver: Receiver, wiring: Wiring, telegram: Telegram, anneke: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retry, "PATIENCE_SECONDS", 0.025)

    async def refused_and_let_in_again() -> bool:
        spent = all(fault["used"] == 2 for fault in await telegram.faults())
        return spent and (await telegram.requests("getUpdates"))[-1]["outcome"] == 200

    async with listening(receiver):
        for number in range(4):
            await telegram.fault("getUpdates", "status", times=2, error_code=401)
            await anneke.says(str(number))
            await until(refused_and_let_in_again)
        await until_heard(wiring, ["0", "1", "2", "3"])


@pytest.mark.usefixtures("hasty")
async def test_of_two_that_listen_at_once_neither_takes_anything_away(
    receiver: Receiver, wiring: Wiring, anneke: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    other = Receiver(wiring.bot, wiring.database, wiring.clock, lambda: None)
    said = [str(number) for number in range(10)]
    with caplog.at_level(logging.WARNING):
        async with listening(receiver, other):
            await until_logged(caplog, "another process is receiving for this bot")
            for text in said:
                await anneke.says(text)
            await until_heard(wiring, said)


async def test_half_a_character_does_not_make_it_deaf(receiver: Receiver, wiring: Wiring, anneke: Phone) -> None:
    await anneke.says("goed \ud83d zo")
    await anneke.says("NUL\x00byte")
    assert await receiver.receive(0) == 2
    assert await texts(wiring) == ["goed  zo", "NUL\x00byte"]


async def test_whoever_handles_is_woken(wiring: Wiring, anneke: Phone) -> None:
    wait_or_timeout = []
    receiver = Receiver(wiring.bot, wiring.database, wiring.clock, lambda: wait_or_timeout.append(1))
    await receiver.receive(0)
    assert wait_or_timeout == []
    await anneke.says("een")
    await receiver.receive(0)
    assert wait_or_timeout == [1]


@pytest.mark.parametrize(
    ("update", "chat"),
    [
        ({"message": {"chat": {"id": 5}, "from": {"id": 7}}}, 5),
        ({"edited_message": {"chat": {"id": 5}}}, 5),
        ({"callback_query": {"from": {"id": 7}, "message": {"chat": {"id": 5}}}}, 5),
        ({"callback_query": {"from": {"id": 7}, "inline_message_id": "x"}}, 7),
        ({"my_chat_member": {"chat": {"id": -100}, "from": {"id": 7}}}, -100),
        ({"poll": {"id": 3}}, 0),
        ({}, 0),
    ],
)
def test_the_order_is_that_of_the_chat(update: dict[str, Any], chat: int) -> None:
    assert chat_of({"update_id": 1} | update) == chat


def test_what_a_tapped_message_says_is_not_written_down_once_more() -> None:
    """It may be somebody's answers, or a summary; where it was tapped is enough."""
    said = {"text": "Zwaar", "reply_markup": {"inline_keyboard": [[{"text": "Zwaar", "callback_data": "x"}]]}}
    message = {"message_id": 3, "date": 1, "chat": {"id": 5, "type": "private"}, **said}
    update = {"update_id": 1, "callback_query": {"id": "1", "from": {"id": 5}, "data": "a|1", "message": message}}
    written = orjson.loads(as_received(update).payload or "")["callback_query"]
    assert written["data"] == "a|1"
    assert set(written["message"]) == {"message_id", "date", "chat"}
