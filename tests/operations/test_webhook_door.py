"""At the webhook's door: strangers get nowhere before they have said a byte, and no body whatever breaks it."""

import asyncio
import hmac
import json
from typing import Any

import aiohttp
import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot import web
from bot.receiver import LARGEST_ID, as_received, sorted_out
from bot.webhook import SECRET_HEADER, value_of
from tests.operations.conftest import SECRET
from tests.running_bot import RunningBot, on_sqlite

pytestmark = pytest.mark.over_http

PLAIN = ("healthz", "readyz", "metrics")
UPDATE = {"update_id": 1, "message": {"chat": {"id": 5, "type": "private"}, "text": "hallo"}}

numbers = st.integers() | st.sampled_from([2**31, 2**53, 2**63, 2**64, -(2**63)]) | st.floats()
values = st.recursive(
    st.none() | st.booleans() | numbers | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "chat", "from"]), inner),
    max_leaves=8,
)
#: What looks like an update from afar.
nearly = st.fixed_dictionaries(
    {"update_id": values | st.integers(0, 9)},
    optional={"message": values, "callback_query": values, "edited_message": values},
)


@given(st.binary() | values.map(json.dumps).map(str.encode) | nearly.map(json.dumps).map(str.encode))
@example(b'{"a":' * 900 + b"1" + b"}" * 900)
@example(b"[" * 100_000)
@example(b'{"update_id":1,"message":{"chat":{"id":1e999}}}')
@example(b'{"update_id":1,"message":{"chat":{"id":"' + b"9" * 5000 + b'"}}}')
@example(b'{"update_id":18446744073709551615}')
@example(b'{"update_id":1,"callback_query":{"message":[]}}')
@example(b'{"update_id":1,"message":{"text":"\\ud83d"}}')
@example(b'{"update_id":1,"message":{"text":"\\ud83d","date":1e999,"edit_date":NaN}}')
@example(b'{"update_id":1,"message":{"chat":{"id":5}},"\\ud83dmessage":{"chat":{"id":6}},"\\ud83dupdate_id":2}')
def test_any_body_is_an_update_that_can_be_kept_or_nothing(body: bytes) -> None:
    received, _ = sorted_out([value_of(body)])
    for one in received:
        assert max(abs(one.update_id), abs(one.chat_id)) <= LARGEST_ID
        kept = as_received(orjson.loads(one.payload))
        assert (kept.update_id, kept.chat_id) == (one.update_id, one.chat_id)


async def raw(port: int, request: str) -> bytes:
    """What is answered to a request of which only this much was sent."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request.replace("\n", "\r\n").encode())
    async with asyncio.timeout(30):
        answer = await reader.readline()
    writer.close()
    return answer


@on_sqlite
async def test_a_wrong_secret_is_refused_before_the_body_is_read(posted_house: RunningBot, port: int) -> None:
    """Its million bytes are announced, and never sent."""
    head = "POST /telegram HTTP/1.1\nHost: x\nContent-Type: application/json\nContent-Length: 1000000\n"
    assert b" 403 " in await raw(port, f"{head}{SECRET_HEADER}: wrong\n\n")
    assert b" 403 " in await raw(port, f"{head}\n")


@on_sqlite
async def test_the_secret_is_compared_in_constant_time(
    posted_house: RunningBot, client: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[tuple[Any, Any]] = []

    def spied(one: Any, other: Any) -> bool:
        compared.append((one, other))
        return bool(one == other)

    monkeypatch.setattr(hmac, "compare_digest", spied)
    async with client.post("/telegram", json=UPDATE, headers={SECRET_HEADER: "wrong"}) as answer:
        assert answer.status == 403
    assert compared == [(b"wrong", SECRET.encode())]


@on_sqlite
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
async def test_only_posts_are_taken(posted_house: RunningBot, client: aiohttp.ClientSession, method: str) -> None:
    async with client.request(method, "/telegram", json=UPDATE, headers={SECRET_HEADER: SECRET}) as answer:
        assert answer.status == 405


@on_sqlite
@pytest.mark.parametrize("kind", ["", "text/plain", "application/jsonp", "application/x-www-form-urlencoded"])
async def test_only_json_is_taken(posted_house: RunningBot, client: aiohttp.ClientSession, kind: str) -> None:
    headers = {SECRET_HEADER: SECRET, "Content-Type": kind}
    async with client.post("/telegram", data=orjson.dumps(UPDATE), headers=headers) as answer:
        assert answer.status == 415


@on_sqlite
async def test_what_breaks_inside_shows_nothing_outside(
    posted_house: RunningBot, client: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def breaks(*_: object) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr(web, "exposition", breaks)
    async with client.get("/metrics") as answer:
        assert (answer.status, await answer.text()) == (500, "Internal Server Error")


@on_sqlite
async def test_the_other_addresses_tell_states_and_counts_and_nothing_else(
    posted_house: RunningBot, client: aiohttp.ClientSession
) -> None:
    anneke = await posted_house.telegram.person("Anneke", id=7_712_345_678_901)
    await posted_house.registers(anneke, "caregiver")
    told = {}
    for path in PLAIN:
        async with client.get(f"/{path}") as answer:
            told[path] = await answer.text()
            assert not {"server", "x-powered-by"} & {name.lower() for name in answer.headers}
    assert told["healthz"] == "alive"
    assert told["readyz"].partition(":")[0] in {"ready", "database", "receiving", "sending"}
    labels = {part.partition("=")[0] for line in told["metrics"].splitlines() if "{" in line for part in _labels(line)}
    assert labels <= {"lane", "method", "outcome", "kind", "result", "le", "status"}
    for secret in (str(anneke.id), "Anneke", "zwolle", SECRET):
        assert secret not in told["metrics"]


def _labels(line: str) -> list[str]:
    return line[line.index("{") + 1 : line.rindex("}")].split(",")
