"""The one voice: what becomes of a message, however the sending ends."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import NoReturn

import pytest
from msgspec.structs import replace
from sqlalchemy.exc import DBAPIError

from bot import transport
from delivery import gone, sender
from delivery.rate_limit import BURST, RateLimiter, telegram_limits
from delivery.recording import Delivery
from storage.connection import Connection
from storage.outbox import Lane
from tests.delivery.conftest import Voice, numbers

pytestmark = pytest.mark.over_http


async def test_what_arrived_is_noted_with_its_message(voice: Voice) -> None:
    phone, anneke = await voice.meets("Anneke")
    await voice.queues(anneke)
    await voice.speaks()
    assert await voice.states() == ["sent"]
    assert (await phone.last()).text.startswith("Uw tekst is opgeslagen")


async def test_an_edit_that_changes_nothing_is_done(voice: Voice) -> None:
    phone, anneke = await voice.meets("Anneke")
    await voice.queues(anneke, 1)
    await voice.speaks()
    for number in (2, 2):
        await voice.queues(anneke, number, edits=(await phone.last()).id)
        await voice.speaks()
    assert await voice.states() == ["sent", "sent", "sent"]
    assert await numbers(phone) == [2]
    assert [entry["outcome"] for entry in await voice.telegram.requests("editMessageText")] == [200, 400]


@pytest.mark.parametrize("code", [500, 502, 401, 404])
async def test_what_telegram_turned_away_is_said_a_little_later(voice: Voice, code: int) -> None:
    phone, anneke = await voice.meets("Anneke")
    await voice.queues(anneke)
    await voice.telegram.fault("sendMessage", "status", error_code=code)
    await voice.speaks()
    assert (await voice.states(), await numbers(phone)) == (["ready"], [])
    await voice.speaks(later=5)
    assert (await voice.states(), await numbers(phone)) == (["sent"], [1])


@pytest.mark.parametrize(("fault", "arrived"), [("drop_after", 1), ("stall_after", 1), ("drop_before", 0)])
async def test_what_may_have_arrived_is_said_again_after_a_minute_and_not_before(
    voice: Voice, monkeypatch: pytest.MonkeyPatch, fault: str, arrived: int
) -> None:
    monkeypatch.setattr(transport, "READ_SECONDS", 0.2)
    phone, anneke = await voice.meets("Anneke")
    await voice.queues(anneke)
    await voice.telegram.fault("sendMessage", fault)
    await voice.speaks()
    assert await voice.states() == ["unknown"]
    await voice.speaks(later=59)
    assert await numbers(phone) == [1] * arrived
    await voice.speaks(later=2)
    assert await numbers(phone) == [1] * (arrived + 1)
    assert await voice.states() == ["sent"]


async def test_an_edit_that_may_have_arrived_is_simply_repeated(voice: Voice) -> None:
    phone, anneke = await voice.meets("Anneke")
    await voice.queues(anneke, 1)
    await voice.speaks()
    await voice.queues(anneke, 2, edits=(await phone.last()).id)
    await voice.telegram.fault("editMessageText", "drop_after")
    await voice.speaks()
    await voice.speaks(later=5)
    assert (await voice.states(), await numbers(phone)) == (["sent", "sent"], [2])


async def test_nobody_speaks_while_telegram_asks_for_silence_also_not_after_a_restart(voice: Voice) -> None:
    """Replies go first when it ends."""
    anneke, bram = await voice.meets("Anneke"), await voice.meets("Bram")
    await voice.queues(anneke[1], 1, lane=Lane.BROADCAST)
    await voice.telegram.fault("sendMessage", "status", error_code=429, retry_after=35)
    await voice.speaks()
    await voice.queues(bram[1], 2, lane=Lane.INTERACTIVE)
    await voice.speaks(later=34)
    async with voice.another() as restarted:
        await restarted.speaks()
        assert await restarted.states() == ["ready", "ready"]
        assert len(await voice.telegram.requests("sendMessage")) == 1
        await restarted.speaks(later=1)
    asked = await voice.telegram.requests("sendMessage")
    assert [entry["chat_id"] for entry in asked] == [anneke[0].id, bram[0].id, anneke[0].id]
    assert (await numbers(anneke[0]), await numbers(bram[0])) == ([1], [2])


@pytest.mark.parametrize("gone", ["blocked", "deleted", "unknown"])
async def test_whoever_cannot_be_reached_keeps_nobody_waiting(voice: Voice, gone: str) -> None:
    phone, anneke = await voice.meets("Anneke")
    bram_phone, bram = await voice.meets("Bram")
    for number in (1, 2, 3):
        await voice.queues(anneke, number)
    await voice.queues(bram, 4)
    if gone == "blocked":
        await phone.blocks()
    elif gone == "deleted":
        await phone.deletes_account()
    else:
        unknown = "Bad Request: chat not found"
        await voice.telegram.fault("sendMessage", "status", chat_id=phone.id, error_code=400, description=unknown)
    await voice.speaks()
    assert await voice.states() == ["ready", "ready", "ready", "sent"]
    assert ((await voice.viewer(anneke)).unreachable, (await voice.viewer(bram)).unreachable) == (True, False)
    assert await numbers(bram_phone) == [4]
    await voice.speaks(later=600)
    assert len([entry for entry in await voice.telegram.requests() if entry["chat_id"] == phone.id]) == 1


async def test_a_message_that_telegram_refuses_fails_alone(voice: Voice) -> None:
    phone, anneke = await voice.meets("Anneke")
    await voice.telegram.fault("sendMessage", "status", error_code=400, description="Bad Request: MESSAGE_TOO_LONG")
    await voice.queues(anneke, 1)
    await voice.queues(anneke, 2)
    await voice.speaks()
    assert (await voice.states(), await numbers(phone)) == (["failed", "sent"], [2])
    assert not (await voice.viewer(anneke)).unreachable


@pytest.mark.parametrize("words", gone.NOT_EDITABLE)
async def test_what_cannot_be_edited_is_said_anew_below(voice: Voice, words: str) -> None:
    phone, anneke = await voice.meets("Anneke")
    await voice.queues(anneke, 1)
    await voice.speaks()
    await voice.telegram.fault("editMessageText", "status", error_code=400, description=f"Bad Request: {words}")
    await voice.queues(anneke, 2, edits=(await phone.last()).id)
    await voice.speaks()
    assert (await voice.states(), await numbers(phone)) == (["sent", "sent"], [1, 2])
    await voice.queues(anneke, 3, edits=(await phone.last()).id)
    await voice.speaks()
    assert await numbers(phone) == [1, 3]


async def test_of_several_edits_that_cannot_be_made_only_the_newest_is_said_anew(voice: Voice) -> None:
    phone, anneke = await voice.meets("Anneke")
    await voice.queues(anneke, 1, edits=12345)  # a message that is not there
    assert await voice.wiring.sender.run_once() == 1
    await voice.queues(anneke, 2, edits=12345)
    await voice.speaks()
    assert (await voice.states(), await numbers(phone)) == (["cancelled", "sent"], [2])


async def test_a_hiccup_of_the_database_loses_no_message(voice: Voice, monkeypatch: pytest.MonkeyPatch) -> None:
    phone, anneke = await voice.meets("Anneke")
    await voice.queues(anneke, 1)

    async def stumble(*_: object) -> NoReturn:
        raise DBAPIError("SELECT 1", None, Deadlock())

    with monkeypatch.context() as patch:
        patch.setattr(sender, "render", stumble)
        with pytest.raises(DBAPIError):
            await voice.wiring.sender.run_once()
    assert await voice.states() == ["ready"]
    await voice.speaks()
    assert await numbers(phone) == [1]


class Deadlock(Exception):
    """What PostgreSQL's driver raises when two transactions wait for each other."""

    sqlstate = "40P01"


async def test_what_cannot_be_put_into_words_fails_alone_and_by_name(
    voice: Voice, caplog: pytest.LogCaptureFixture
) -> None:
    phone, anneke = await voice.meets("Anneke")
    await voice.finds(anneke, "no_such_kind")
    await voice.finds(anneke, "note", {"key": "too_long", "limit": "Anneke", "colour": "Anneke"})
    await voice.finds(anneke, "note", {"key": "no_such_text"})
    await voice.finds(anneke, "check_in", subject_id=404)
    await voice.queues(anneke, 5)
    await voice.speaks()
    states = ["failed", "failed", "failed", "cancelled", "sent"]
    assert (await voice.states(), await numbers(phone)) == (states, [5])
    assert caplog.messages == [
        "cannot say no_such_kind: no payload is of the kind no_such_kind",
        "cannot say note: note: limit is of type str, colour is unknown",
        "cannot say note: KeyError",
    ]


async def test_what_a_version_before_wrote_down_is_said(voice: Voice) -> None:
    phone, anneke = await voice.meets("Anneke")
    await voice.finds(anneke, "note", {"key": "too_long", "limit": 1})
    await voice.finds(anneke, "own_time", subject_id=anneke)
    await voice.speaks()
    shown = [one.text for one in await phone.messages() if one.by_bot]
    assert ("1" in shown[0], len(shown)) == (True, 2)


async def test_a_chat_hears_everything_in_order_while_others_are_served(voice: Voice) -> None:
    phone, anneke = await voice.meets("Anneke")
    bram_phone, bram = await voice.meets("Bram")
    for number in range(1, 6):
        await voice.queues(anneke, number)
    await voice.queues(bram, 6)
    await voice.telegram.fault("sendMessage", "slow", chat_id=phone.id, seconds=0.2)
    await voice.telegram.fault("sendMessage", "status", times=2, chat_id=phone.id)
    await voice.speaks()
    assert await numbers(bram_phone) == [6]
    for _ in range(3):
        await voice.speaks(later=5)
    assert await numbers(phone) == [1, 2, 3, 4, 5]


async def test_a_reply_goes_before_what_waits_for_everybody(voice: Voice) -> None:
    async with voice.another(RateLimiter(per_second=500, burst=1)) as paced:
        for number in range(5):
            await paced.queues((await paced.meets(f"Deelnemer {number}"))[1], lane=Lane.BROADCAST)
        assert await paced.wiring.sender.run_once() == 1
        phone, anneke = await paced.meets("Anneke")
        await paced.queues(anneke, lane=Lane.INTERACTIVE)
        await paced.speaks()
        chats = [entry["chat_id"] for entry in await paced.telegram.requests("sendMessage")]
    assert (chats.index(phone.id), len(chats)) == (1, 6)


async def test_the_pace_that_telegram_allows_is_kept_and_used(voice: Voice) -> None:
    await voice.telegram.limits(per_second=30)
    async with voice.another(telegram_limits()) as paced:
        phones = [await paced.meets(f"Deelnemer {number}") for number in range(20)]
        for _, person_id in phones:
            await paced.queues(person_id)
        speaking = asyncio.create_task(paced.wiring.sender.run())
        for phone, _ in phones:
            await phone.sees("Uw tekst is opgeslagen")
        await _ended(speaking)
        asked = await paced.telegram.requests("sendMessage")
    assert {entry["outcome"] for entry in asked} == {200}
    # They may arrive closer together than they left.
    assert (20 - 2 * BURST) / 30 <= asked[-1]["at_monotonic"] - asked[0]["at_monotonic"] < 10  # not one a second


async def test_two_senders_say_nothing_twice(voice: Voice) -> None:
    phones = [await voice.meets(f"Deelnemer {number}") for number in range(30)]
    for _, person_id in phones:
        await voice.queues(person_id)
    async with voice.another() as other:
        await asyncio.gather(voice.speaks(), other.speaks())
    assert {len(await numbers(phone)) for phone, _ in phones} == {1}


async def test_an_outcome_that_could_not_be_recorded_is_recorded_later(
    voice: Voice, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone, anneke = await voice.meets("Anneke")
    await voice.queues(anneke)
    await voice.wiring.sender.run_once()
    await phone.sees("Uw tekst is opgeslagen")
    with monkeypatch.context() as patch:
        patch.setattr(voice.wiring.database, "write", _out_of_order)
        for _ in range(3):
            with pytest.raises(ConnectionError):
                await voice.wiring.sender.drain()
    await voice.speaks()
    assert (await voice.states(), await numbers(phone)) == (["sent"], [1])


def _out_of_order() -> NoReturn:
    raise ConnectionError


async def _ended(speaking: "asyncio.Task[None]") -> None:
    speaking.cancel()
    with suppress(asyncio.CancelledError):
        await speaking


async def test_the_sender_goes_on_when_the_database_comes_back(
    voice: Voice, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    phone, anneke = await voice.meets("Anneke")
    await voice.queues(anneke)
    held_up = asyncio.Event()

    def held() -> NoReturn:
        held_up.set()
        _out_of_order()

    with monkeypatch.context() as patch, caplog.at_level(logging.WARNING):
        patch.setattr(voice.wiring.database, "write", held)
        speaking = asyncio.create_task(voice.wiring.sender.run())
        await held_up.wait()
    voice.wiring.sender.wake()
    await phone.sees("Uw tekst is opgeslagen")
    await _ended(speaking)
    assert await voice.states() == ["sent"]
    assert caplog.messages == ["Sender is held up: ConnectionError"]


async def test_a_sender_that_stops_finishes_what_it_has_begun(voice: Voice) -> None:
    phone, anneke = await voice.meets("Anneke")
    await voice.queues(anneke)
    await voice.telegram.fault("sendMessage", "slow", seconds=0.3)
    speaking = asyncio.create_task(voice.wiring.sender.run())
    async with asyncio.timeout(30):
        while await voice.states() != ["sending"]:  # noqa: ASYNC110 (what is waited for happens in the database)
            await asyncio.sleep(0.005)
    await _ended(speaking)
    assert (await voice.states(), await numbers(phone)) == (["sent"], [1])


async def test_a_sender_that_stops_while_it_claims_says_what_it_claimed(
    voice: Voice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise the message would be in doubt for a minute, though nobody ever tried to send it."""
    phone, anneke = await voice.meets("Anneke")
    await voice.queues(anneke)
    committed, write = asyncio.Event(), voice.wiring.database.write

    @asynccontextmanager
    async def slow_to_return() -> AsyncIterator[Connection]:
        async with write() as connection:
            yield connection
        committed.set()
        await asyncio.sleep(0.02)

    monkeypatch.setattr(voice.wiring.database, "write", slow_to_return)
    speaking = asyncio.create_task(voice.wiring.sender.run())
    await committed.wait()
    await _ended(speaking)
    assert (await voice.states(), await numbers(phone)) == (["sent"], [1])


async def test_nothing_that_is_said_gets_into_the_logs(voice: Voice, caplog: pytest.LogCaptureFixture) -> None:
    _, anneke = await voice.meets("Anneke")
    with caplog.at_level(logging.DEBUG):
        for kind in ("status", "drop_after"):
            await voice.queues(anneke, 31415)
            await voice.telegram.fault("sendMessage", kind)
            await voice.speaks()
    ours = " ".join(
        record.getMessage() for record in caplog.records if record.name.startswith(("delivery", "scheduler", "bot"))
    )
    assert "31415" not in ours


async def test_who_stood_still_longer_than_its_lease_leaves_it_to_who_took_it_over(
    voice: Voice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that was stopped between claiming and saying, and goes on when another has said it."""
    phone, anneke = await voice.meets("Anneke")
    await voice.queues(anneke)
    goes_on = asyncio.Event()
    deliver = sender.Sender._deliver

    async def stands_still(self: sender.Sender, delivery: Delivery) -> None:
        if self is voice.wiring.sender:
            await goes_on.wait()
            almost_lapsed = asyncio.get_running_loop().time() + 1  # too late to begin
            delivery = replace(delivery, lapses_at=almost_lapsed)
        await deliver(self, delivery)

    monkeypatch.setattr(sender.Sender, "_deliver", stands_still)
    await voice.wiring.sender.run_once()
    async with voice.another() as other:
        await other.speaks(later=31)
        assert await voice.states() == ["unknown"]
        await other.speaks(later=61)
        assert (await voice.states(), await numbers(phone)) == (["sent"], [1])
    goes_on.set()
    await voice.speaks()
    assert (await voice.states(), await numbers(phone)) == (["sent"], [1])


@pytest.mark.parametrize(("is_edit", "state"), [(False, "unknown"), (True, "ready")])
async def test_what_takes_longer_than_the_lease_is_broken_off_and_in_doubt(
    voice: Voice, monkeypatch: pytest.MonkeyPatch, is_edit: bool, state: str
) -> None:
    phone, anneke = await voice.meets("Anneke")
    if is_edit:
        await voice.queues(anneke, 1)
        await voice.speaks()
    monkeypatch.setattr("storage.sending.LEASE", timedelta(seconds=0.2))
    await voice.telegram.fault("*", "slow", seconds=2)
    await voice.queues(anneke, 2, edits=(await phone.last()).id if is_edit else None)
    await voice.speaks()
    assert (await voice.states())[-1] == state
