from types import TracebackType
from typing import Any, Self

import aiohttp

from simulator.errors import Refusal
from simulator.wire import JSON, dumps, loads


class BareBot:
    """A bot made of bare requests: to try things with, and to test the simulator itself."""

    def __init__(self, url: str, token: str) -> None:
        self._address = f"{url}/bot{token}"
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session:
            await self._session.close()

    async def asks(self, method: str, **parameters: Any) -> Any:
        """The result, or Telegram's refusal as an exception."""
        assert self._session, "use it as: async with BareBot(url, token) as bot"
        headers = {"Content-Type": "application/json"}
        request = self._session.post(f"{self._address}/{method}", data=dumps(parameters), headers=headers)
        async with request as response:
            answer = loads(await response.read())
        if answer["ok"]:
            return answer["result"]
        retry_after = answer.get("parameters", {}).get("retry_after")
        raise Refusal(answer["error_code"], answer["description"], retry_after)

    async def hears(self, offset: int = 0, **parameters: Any) -> list[JSON]:
        """The updates from this offset on."""
        return list(await self.asks("getUpdates", offset=offset, **parameters))

    async def writes(self, chat_id: int, text: str, **parameters: Any) -> JSON:
        message: JSON = await self.asks("sendMessage", chat_id=chat_id, text=text, **parameters)
        return message
