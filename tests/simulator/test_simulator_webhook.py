"""Updates that are posted to the bot instead of fetched by it."""

import asyncio
from collections.abc import AsyncIterator
from itertools import pairwise

import pytest
from aiohttp import web

from simulator.bare_bot import BareBot
from simulator.errors import Refusal
from simulator.phone import Phone, Telegram
from simulator.wire import JSON
from simulator.world import webhook

KEYBOARD = {"inline_keyboard": [[{"text": "Ja", "callback_data": "ja"}]]}


class Receiver:
    """The bot's own web server; it answers as it is told to."""

    def __init__(self) -> None:
        self.url = ""
        self.got: asyncio.Queue[JSON] = asyncio.Queue()
        self.secrets: list[str | None] = []
        self.statuses: list[int] = []
        self.open = asyncio.Event()
        self.open.set()
        self.inside = 0
        self.most_inside = 0
        self.entered = asyncio.Condition()

    async def handle(self, request: web.Request) -> web.Response:
        async with self.entered:
            self.inside += 1
            self.most_inside = max(self.inside, self.most_inside)
            self.entered.notify_all()
        await self.open.wait()
        self.inside -= 1
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        status = self.statuses.pop(0) if self.statuses else 200
        self.got.put_nowait({"status": status, **await request.json()})
        return web.Response(status=status)

    async def holds(self, posts: int) -> None:
        async with self.entered, asyncio.timeout(30):
            await self.entered.wait_for(lambda: self.inside >= posts)

    async def next(self) -> JSON:
        return await asyncio.wait_for(self.got.get(), 30)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    receiver.open.set()
    await runner.cleanup()


async def test_updates_are_posted_with_the_secret(bot: BareBot, anna: Phone, receiver: Receiver) -> None:
    await anna.says("voor het begin")
    await bot.asks("setWebhook", url=receiver.url, secret_token="geheim")
    assert (await receiver.next())["message"]["text"] == "voor het begin"
    await anna.says("hoi")
    assert (await receiver.next())["message"]["text"] == "hoi"
    assert receiver.secrets == ["geheim", "geheim"]


async def test_no_polling_beside_a_webhook(bot: BareBot, anna: Phone, receiver: Receiver) -> None:
    await bot.asks("setWebhook", url=receiver.url)
    with pytest.raises(Refusal) as refused:
        await bot.hears()
    assert str(refused.value) == (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )
    await bot.asks("deleteWebhook")
    await anna.says("hoi")
    assert len(await bot.hears()) == 1


async def test_a_webhook_ends_a_waiting_poll(telegram: Telegram, bot: BareBot, receiver: Receiver) -> None:
    poll = asyncio.create_task(bot.hears(timeout=20))
    while not (await telegram.bots())[0]["listening"]:
        pass
    await bot.asks("setWebhook", url=receiver.url)
    with pytest.raises(Refusal, match="Conflict: terminated by setWebhook request"):
        await poll


async def test_a_failed_post_is_repeated_after_doubling_delays(
    bot: BareBot, anna: Phone, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "FIRST_DELAY", 0.05)
    receiver.statuses = [500, 403, 503]
    await bot.asks("setWebhook", url=receiver.url)
    loop = asyncio.get_running_loop()
    await anna.says("hoi")
    posts = [(await receiver.next(), loop.time()) for _ in range(4)]
    assert len({post["update_id"] for post, _ in posts}) == 1
    gaps = [after - before for (_, before), (_, after) in pairwise(posts)]
    assert [gap >= 0.95 * least for gap, least in zip(gaps, (0.05, 0.1, 0.2), strict=True)] == [True] * 3
    info = await bot.asks("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"


async def test_what_is_not_taken_stays_for_polling(bot: BareBot, anna: Phone, receiver: Receiver) -> None:
    receiver.statuses = [500]
    await bot.asks("setWebhook", url=receiver.url)
    await anna.says("hoi")
    await receiver.next()
    info = await bot.asks("getWebhookInfo")
    assert (info["url"], info["pending_update_count"], info["max_connections"]) == (receiver.url, 1, 40)
    await bot.asks("deleteWebhook")
    assert [update["message"]["text"] for update in await bot.hears()] == ["hoi"]
    assert (await bot.asks("getWebhookInfo"))["url"] == ""


async def test_what_is_taken_is_gone(bot: BareBot, anna: Phone, receiver: Receiver) -> None:
    await bot.asks("setWebhook", url=receiver.url)
    await anna.says("hoi")
    await receiver.next()
    while (await bot.asks("getWebhookInfo"))["pending_update_count"]:
        pass
    await bot.asks("deleteWebhook")
    assert await bot.hears() == []


async def test_pending_updates_can_be_dropped(bot: BareBot, anna: Phone) -> None:
    await anna.says("hoi")
    await bot.asks("deleteWebhook", drop_pending_updates=True)
    assert await bot.hears() == []


async def test_so_many_posts_go_side_by_side(telegram: Telegram, bot: BareBot, receiver: Receiver) -> None:
    people = [await telegram.person(f"Nummer {number}", started=True) for number in range(6)]
    receiver.open.clear()
    await bot.asks("setWebhook", url=receiver.url, max_connections=3)
    await asyncio.gather(*(person.says("hoi") for person in people))
    await receiver.holds(3)
    receiver.open.set()
    for _ in people:
        await receiver.next()
    assert receiver.most_inside == 3


async def test_one_persons_texts_come_in_order_but_taps_may_pass_them(
    bot: BareBot, anna: Phone, receiver: Receiver
) -> None:
    await bot.writes(anna.id, "Doet u mee?", reply_markup=KEYBOARD)
    receiver.open.clear()
    await bot.asks("setWebhook", url=receiver.url)
    await anna.says("een")
    await anna.says("twee")
    await anna.taps("Ja")
    await receiver.holds(2)
    receiver.open.set()
    posts = [await receiver.next() for _ in range(3)]
    assert [post["message"]["text"] for post in posts if "message" in post] == ["een", "twee"]
    assert "callback_query" in posts[0] | posts[1]


async def test_a_redelivery_is_posted_again(telegram: Telegram, bot: BareBot, anna: Phone, receiver: Receiver) -> None:
    await bot.asks("setWebhook", url=receiver.url)
    await anna.says("hoi")
    first = await receiver.next()
    await telegram.redeliver([first["update_id"]])
    assert await receiver.next() == first


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"url": "ftp://example.org"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://example.org", "secret_token": "é"}, "secret token contains unallowed characters"),
    ],
)
async def test_a_wrong_webhook_is_refused(bot: BareBot, given: JSON, complaint: str) -> None:
    with pytest.raises(Refusal, match=complaint):
        await bot.asks("setWebhook", **given)
