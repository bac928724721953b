"""Updates that Telegram posts: nobody else can, and none is acknowledged before it is safe."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from typing import Any, NoReturn

import aiohttp
import pytest
from sqlalchemy import func, select

from bot import retry, webhook
from bot.logs import OURS
from bot.retry import TokenRefused
from bot.webhook import LARGEST, SECRET_HEADER
from simulator.clock import Clock
from simulator.phone import Phone, Telegram
from storage.tables import inbox
from tests.operations.conftest import SECRET
from tests.operations.patience import until
from tests.running_bot import TOKEN, RunningBot, on_both, on_sqlite, start_bot

pytestmark = pytest.mark.over_http

UPDATE = {"update_id": 1, "message": {"chat": {"id": 5, "type": "private"}, "text": "hallo"}}


@pytest.fixture
async def anneke(posted_house: RunningBot, telegram: Telegram) -> Phone:
    return await telegram.person("Anneke")


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks after the webhook without pausing."""
    monkeypatch.setattr(webhook, "LOOK_EVERY_SECONDS", 0.02)
    monkeypatch.setattr(retry, "LONGEST_PAUSE", 0.01)


async def stored(running_bot: RunningBot) -> int:
    async with running_bot.wiring.database.read() as connection:
        return int(await connection.scalar(select(func.count()).select_from(inbox)) or 0)


async def post(client: aiohttp.ClientSession, secret: str | None = SECRET, **more: Any) -> int:
    headers = {SECRET_HEADER: secret} if secret is not None else {}
    content = more or {"json": UPDATE}
    async with client.post("/telegram", headers=headers | content.pop("headers", {}), **content) as answer:
        assert await answer.read() == b""
        return answer.status


async def is_set(running_bot: RunningBot) -> None:
    """Waits until Telegram posts to the house."""

    async def met() -> bool:
        return (await running_bot.wiring.bot.get_webhook_info()).url == running_bot.settings.webhook_url

    await until(met)


@on_both
async def test_a_check_in_goes_the_whole_way(posted_house: RunningBot, telegram: Telegram, anneke: Phone) -> None:
    await posted_house.registers(anneke, "caregiver")
    await posted_house.opens_round()
    await anneke.taps("Goed")
    await anneke.sees("Hoe houd ik")
    await posted_house.settles()
    assert len(await posted_house.answers_of(anneke)) == 1
    assert await telegram.requests("getUpdates") == []


@on_sqlite
@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", "é"])
async def test_who_does_not_know_the_secret_is_refused(
    posted_house: RunningBot, client: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture, secret: str | None
) -> None:
    with caplog.at_level(logging.DEBUG):
        assert await post(client, secret) == 403
    assert await stored(posted_house) == 0
    ours = [record.getMessage() for record in caplog.records if record.name.partition(".")[0] in OURS]
    assert not [line for line in ours if SECRET in line or (secret and secret in line)]


@on_sqlite
@pytest.mark.parametrize(
    ("content", "status"),
    [
        ({"json": UPDATE}, 200),
        ({"data": b"{}", "headers": {"Content-Type": "text/plain"}}, 415),
        ({"data": b"{", "headers": {"Content-Type": "application/json"}}, 400),
        ({"json": []}, 400),
        ({"json": {}}, 400),
        ({"json": {"update_id": "1"}}, 400),
    ],
)
async def test_only_an_update_is_taken(
    posted_house: RunningBot, client: aiohttp.ClientSession, content: dict[str, Any], status: int
) -> None:
    assert await post(client, **content) == status
    assert await stored(posted_house) == (status == 200)


@on_sqlite
async def test_nothing_is_there_to_be_got(posted_house: RunningBot, client: aiohttp.ClientSession) -> None:
    async with client.get("/telegram", headers={SECRET_HEADER: SECRET}) as answer:
        assert answer.status == 405


@on_sqlite
async def test_a_flood_without_end_is_cut_off(posted_house: RunningBot, client: aiohttp.ClientSession) -> None:
    async def flood() -> AsyncIterator[bytes]:
        for _ in range(4 * LARGEST // 65536):
            yield b" " * 65536

    with suppress(aiohttp.ClientError):  # refused while it was still sending
        assert await post(client, data=flood(), headers={"Content-Type": "application/json"}) == 413
    assert await stored(posted_house) == 0


async def has_failed(running_bot: RunningBot) -> bool:
    return (await running_bot.wiring.bot.get_webhook_info()).last_error_date is not None


@contextmanager
def away(running_bot: RunningBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The database does not let anybody write."""
    with monkeypatch.context() as patch:
        patch.setattr(running_bot.wiring.database, "write", _refused)
        yield


def _refused() -> NoReturn:
    raise OSError("connection refused")


@on_sqlite
async def test_while_the_database_is_away_nothing_is_acknowledged_and_telegram_tries_again(
    posted_house: RunningBot, client: aiohttp.ClientSession, anneke: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    with away(posted_house, monkeypatch):
        assert await post(client) == 503
        await anneke.opens()
        await until(lambda: has_failed(posted_house))
    await anneke.sees("uitnodiging")


@on_sqlite
async def test_an_update_posted_three_times_has_one_effect(
    posted_house: RunningBot, telegram: Telegram, anneke: Phone
) -> None:
    await anneke.opens()
    await posted_house.settles()
    async with posted_house.wiring.database.read() as connection:
        known = list((await connection.scalars(select(inbox.c.update_id))).all())
    for _ in range(3):
        await telegram.redeliver(known)
    await posted_house.settles()
    assert len([shown for shown in await anneke.messages() if shown.by_bot]) == 1


@on_sqlite
async def test_half_a_character_is_left_out_and_the_rest_arrives(posted_house: RunningBot, anneke: Phone) -> None:
    await posted_house.registers(anneke, "caregiver")
    await posted_house.opens_round()
    for _ in range(3):
        await anneke.taps("Overslaan")
        await posted_house.settles()
    await anneke.says("de tuin \ud83d bloeit")
    await posted_house.settles()
    (answer,) = [answer for answer in (await posted_house.answers_of(anneke)).values() if answer.text]
    assert answer.text.split() == ["de", "tuin", "bloeit"]


@on_sqlite
@pytest.mark.usefixtures("hasty")
async def test_a_webhook_that_somebody_took_away_is_set_again(posted_house: RunningBot, anneke: Phone) -> None:
    await is_set(posted_house)
    await posted_house.wiring.bot.delete_webhook()
    await is_set(posted_house)
    await anneke.opens()
    await anneke.sees("uitnodiging")


@on_sqlite
@pytest.mark.usefixtures("hasty")
async def test_a_webhook_with_an_older_secret_is_set_again(
    posted_house: RunningBot, anneke: Phone, behind_webhook: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    await is_set(posted_house)
    await posted_house.wiring.bot.set_webhook(behind_webhook["webhook_url"], secret_token="an-older-secret")
    with caplog.at_level(logging.WARNING):
        await anneke.opens()
        await anneke.sees("uitnodiging")
    assert any("Telegram did not get through: Wrong response from the webhook: 403" in line for line in caplog.messages)


@on_sqlite
@pytest.mark.usefixtures("hasty")
async def test_a_token_that_stays_refused_ends_it(
    posted_house: RunningBot, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retry, "PATIENCE_SECONDS", 0.05)
    await telegram.fault("getWebhookInfo", "status", times=None, error_code=401)
    with pytest.raises(TokenRefused, match="Telegram refuses BOT_TOKEN") as refused:
        async with asyncio.timeout(30):
            await posted_house.wiring.receiver.run()
    assert TOKEN not in repr(refused.value)


@on_sqlite
async def test_from_webhook_to_polling_and_back(
    telegram: Telegram, clock: Clock, database_url: str, behind_webhook: dict[str, str]
) -> None:
    anneke = await telegram.person("Anneke")
    for number, settings in enumerate((behind_webhook, {}, behind_webhook), start=1):
        async with start_bot(telegram, clock, database_url, **settings) as running_bot:
            await anneke.opens()
            await running_bot.settles()
            assert len([shown for shown in await anneke.messages() if shown.by_bot]) == number


@on_sqlite
async def test_a_webhook_that_was_set_behind_its_back_does_not_make_a_polling_bot_deaf(
    running_bot: RunningBot, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retry, "LONGEST_PAUSE", 0.01)
    anneke = await telegram.person("Anneke")
    await running_bot.wiring.bot.set_webhook("http://127.0.0.1:1/nobody")
    await anneke.opens()
    await anneke.sees("uitnodiging")
