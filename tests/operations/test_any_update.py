"""Any JSON of any shape comes in as an update, by long polling and by webhook: nobody else waits for it."""

import json
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot import json_in
from bot.receiver import LARGEST_ID, Receiver, sorted_out
from bot.transport import Transport, UnreadableAnswer
from simulator.phone import Telegram
from storage import inbox
from storage.inbox import TRIES
from storage.tables import inbox as table
from tests.fuzz.updates import bench
from tests.fuzz.webhook import posted
from tests.handlers.updates import ANNEKE, message
from tests.operations.patience import until
from tests.running_bot import RunningBot, on_sqlite
from tests.texts.text_views import NOW

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=12,
)
#: The names that a reader of updates looks for, with anything in them.
NAMES = ["message", "callback_query", "edited_message", "my_chat_member", "chat", "from", "id", "date", "text", "poll"]
UPDATE_LIKE = st.recursive(
    ANY_JSON,
    lambda inner: st.dictionaries(st.sampled_from([*NAMES, "update_id", "message_id", "data"]), inner, max_size=6),
    max_leaves=16,
)
GOOD = message(500, ANNEKE, "dag")
DEEP = "[" * 3000 + "]" * 3000
#: Updates that Telegram could have numbered, each in its way no update that anybody can read.
NONSENSE: Sequence[Any] = (
    {"message": []},
    {"message": {"chat": {"id": "x"}}},
    {"message": {"chat": {"id": 10**30}}},
    {"message": {"message_id": 1, "date": 10**17, "chat": {"id": 5, "type": "private"}, "from": {"id": 5}}},
    {"message": 7, "callback_query": None},
    {"callback_query": {"from": None}},
    {"callback_query": {"id": [], "from": {"id": 5, "is_bot": False, "first_name": 3}, "data": {}}},
    {"my_chat_member": {"chat": {"id": 5, "type": "private"}, "from": {"id": 5}, "date": "gisteren"}},
)


@given(st.lists(UPDATE_LIKE, max_size=4), st.lists(UPDATE_LIKE, max_size=4))
def test_among_updates_of_any_shape_the_good_one_is_received(before: list[Any], after: list[Any]) -> None:
    received, unreadable = sorted_out([*before, GOOD, *after])
    assert 500 in [one.update_id for one in received]
    assert all(abs(one.update_id) <= LARGEST_ID and abs(one.chat_id) <= LARGEST_ID for one in received)
    assert all(0 <= number <= LARGEST_ID for number in unreadable)


@given(ANY_JSON | UPDATE_LIKE)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_the_webhook_answers_whatever_isposted(update: Any) -> None:
    status, door = await posted(json.dumps(update).encode())
    assert status in {200, 400}
    assert len(door.kept) + len(door.let_go) == (status == 200)


@given(st.text(max_size=40) | st.just(DEEP) | st.integers().map(lambda number: f'["\ud83d", {number}{"0" * 5000}]'))
def test_an_answer_is_json_or_named_as_none(text: str) -> None:
    with suppress(UnreadableAnswer):
        Transport.parse_json_payload(text.encode("utf-8", "surrogatepass"))


def test_what_is_nested_too_deep_is_told_by_its_numbers_and_no_text_looks_like_one() -> None:
    said = 'dag "update_id": 13, en \\"update_id\\": 14'
    batch = f'{{"result":[{{"update_id":11,"message":{DEEP}}},{{"update_id": 12,"text":{json.dumps(said)}}}]}}'
    with pytest.raises(ValueError, match="too deep"):
        json_in.read(batch.encode())
    assert UnreadableAnswer(batch.encode()).update_ids == [11, 12]


class Answers:
    """Telegram's answers to getUpdates, as it would give them: from the offset on, and not more than asked for."""

    def __init__(self, *raw: tuple[int, str]) -> None:
        self._raw = raw

    async def post(self, url: str, **_: Any) -> Any:
        asked = httpx.URL(url).params
        offset, most = int(asked.get("offset", 0)), int(asked["limit"])
        waiting = [text for number, text in self._raw if number >= offset][:most]
        return Transport.parse_json_payload(f"[{','.join(waiting)}]".encode())


@on_sqlite
async def test_of_an_answer_that_nobody_can_read_all_that_is_readable_is_received(
    running_bot: RunningBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    await running_bot.stop()
    wiring = running_bot.wiring
    texts = {number: json.dumps(message(number, ANNEKE)) for number in range(1, 9)}
    texts[3] = f'{{"update_id":3,"message":{DEEP}}}'
    texts[6] = '{"update_id": 6, "message": {"chat": {"id": "x"}}}'
    telegram = Answers(*texts.items())
    monkeypatch.setattr(type(wiring.bot.request), "post", lambda _, url, **more: telegram.post(url, **more))
    receiver = Receiver(wiring.bot, wiring.database, wiring.clock, lambda: None)
    for _ in range(10):
        await receiver.receive(0)
    async with wiring.database.read() as connection:
        rows = {row.update_id: row.state for row in await connection.execute(select(table))}
    assert rows == {number: "set_aside" if number in (3, 6) else "waiting" for number in range(1, 9)}


async def test_whatever_waits_to_be_handled_holds_up_nobody(running_bot: RunningBot, telegram: Telegram) -> None:
    """Each of these is in a batch with somebody's own update."""
    anneke = await telegram.person("Anneke")
    received, unreadable = sorted_out(
        [{"update_id": 10_000 + number, **nonsense} for number, nonsense in enumerate(NONSENSE)]
    )
    assert len(received) + len(unreadable) == len(NONSENSE)
    async with running_bot.wiring.database.write() as connection:
        await inbox.store(connection, received, running_bot.clock.now())
        await inbox.set_aside(connection, unreadable, running_bot.clock.now())
    await anneke.opens()

    async def is_answered() -> bool:
        return any(shown.by_bot for shown in await anneke.messages())

    await until(is_answered)


@given(UPDATE_LIKE)
@example({"message": {"message_id": 1, "date": 10**17, "chat": {"id": 5, "type": "private"}}})
@settings(max_examples=50, deadline=None)
def test_any_json_is_handled_or_set_aside(update: Any) -> None:
    bench().loop.run_until_complete(_is_handled_beside(update))


async def _is_handled_beside(update: Any) -> None:
    worker, database = bench().update_worker, bench().database
    strange = inbox.Received(1, 5, json.dumps(update), attempts=TRIES - 1)
    async with database.write() as connection:
        await connection.execute(table.delete())
        await inbox.store(connection, [strange, inbox.Received(2, ANNEKE, json.dumps(message(2, ANNEKE)))], NOW)
        await connection.execute(table.update().where(table.c.update_id == 1).values(attempts=TRIES - 1))
    await worker.run_once()
    async with database.read() as connection:
        rows = {row.update_id: row.state for row in await connection.execute(select(table))}
    assert rows[2] == "handled"
    assert rows[1] in ("handled", "set_aside")


async def test_what_telegram_numbered_is_not_asked_for_again_by_the_webhook() -> None:
    status, door = await posted(b'{"update_id": 9, "message": {"chat": {"id": "x"}}}')
    assert (status, door.let_go) == (200, [9])
