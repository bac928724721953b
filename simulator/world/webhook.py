import asyncio
from collections import deque
from functools import partial

import aiohttp

from simulator.clock import Clock
from simulator.wire import JSON
from simulator.world.updates import Update, Updates
from simulator.world.waiting import Waiting

FIRST_DELAY, LONGEST_DELAY = 0.5, 60.0
TIMEOUT = aiohttp.ClientTimeout(total=60)
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
Lane = tuple[str, int]


class Webhook:
    """Posts updates to the bot's own address.

    As with Telegram, a chat's messages wait for each other, and so do its taps, but the two not for one another.
    """

    def __init__(self, updates: Updates, waiting: Waiting, clock: Clock) -> None:
        self.url = ""
        self.secret = ""
        self.max_connections = 40
        self._updates = updates
        self._waiting = waiting
        self._clock = clock
        self._session: aiohttp.ClientSession | None = None
        self._slots = asyncio.Semaphore(self.max_connections)
        self._lanes: dict[Lane, deque[Update]] = {}
        self._runners: set[asyncio.Task[None]] = set()
        self._last_error: JSON = {}

    @property
    def active(self) -> bool:
        return bool(self.url)

    async def open(self, url: str, secret: str, max_connections: int) -> None:
        await self.close()
        self.url, self.secret, self.max_connections = url, secret, max_connections
        self._slots = asyncio.Semaphore(max_connections)
        self._session = aiohttp.ClientSession(timeout=TIMEOUT, connector=aiohttp.TCPConnector(limit=0))
        for update in self._updates.pending():
            self.deliver(update)

    async def close(self) -> None:
        """Stop posting. What was not delivered stays with the updates."""
        self.url = ""
        self._last_error = {}
        self._lanes.clear()
        for runner in self._runners:
            runner.cancel()
        await asyncio.gather(*self._runners, return_exceptions=True)
        if self._session:
            await self._session.close()

    def deliver(self, update: Update) -> None:
        lane = (update.kind, update.chat_id)
        if lane in self._lanes:
            self._lanes[lane].append(update)
            return
        self._lanes[lane] = deque([update])
        runner = asyncio.create_task(self._run(lane, self._lanes[lane]))
        self._runners.add(runner)
        runner.add_done_callback(self._runners.discard)

    def info(self) -> JSON:
        info: JSON = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates),
        }
        if self.active:
            info |= {"max_connections": self.max_connections, **self._last_error}
        if self._updates.allowed:
            info["allowed_updates"] = sorted(self._updates.allowed)
        return info

    async def _run(self, lane: Lane, queue: deque[Update]) -> None:
        while queue:
            await self._insist(queue[0])
            self._updates.confirm(queue.popleft())
        self._lanes.pop(lane, None)

    async def _insist(self, update: Update) -> None:
        delay = FIRST_DELAY
        while failure := await self._post(update):
            self._last_error = {"last_error_date": self._clock.timestamp(), "last_error_message": failure}
            await self._waiting.pause(delay)
            if update.expired(self._clock.timestamp()):
                return
            delay = min(delay * 2, LONGEST_DELAY)

    async def _post(self, update: Update) -> str | None:
        """The reason it failed, or nothing when the bot took it."""
        assert self._session
        headers = {"Content-Type": "application/json"} | ({SECRET_HEADER: self.secret} if self.secret else {})
        post = partial(self._session.post, self.url, data=update.body, headers=headers, allow_redirects=False)
        try:
            async with self._slots, post() as response:
                if 200 <= response.status < 300:
                    return None
                return f"Wrong response from the webhook: {response.status} {response.reason}"
        except TimeoutError:
            return "Read timeout expired"
        except aiohttp.ClientConnectorError:
            return "Connection refused"
        except aiohttp.ClientError:
            return "Connection reset by peer"
