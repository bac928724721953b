from io import BytesIO
from typing import Any

import aiohttp

from simulator.wire import dumps, loads

REQUEST_SECONDS = 90


class Remote:
    """The control side of a running simulator, over HTTP."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._session: aiohttp.ClientSession | None = None

    def open(self) -> None:
        timeout = aiohttp.ClientTimeout(total=REQUEST_SECONDS)
        self._session = aiohttp.ClientSession(timeout=timeout, connector=aiohttp.TCPConnector(limit=0))

    async def close(self) -> None:
        if self._session:
            await self._session.close()

    async def get(self, path: str, **query: Any) -> Any:
        given = {name: str(value) for name, value in query.items() if value is not None}
        return loads(await self._request("GET", f"/control{path}", params=given))

    async def post(self, path: str, **body: Any) -> Any:
        return loads(await self._request("POST", f"/control{path}", data=BytesIO(dumps(body))))

    async def delete(self, path: str) -> None:
        await self._request("DELETE", f"/control{path}")

    async def download(self, path: str) -> bytes:
        return await self._request("GET", path)

    async def _request(self, method: str, path: str, **more: Any) -> bytes:
        assert self._session, "use it as: async with Telegram(url) as telegram"
        async with self._session.request(method, self.url + path, **more) as response:
            body = await response.read()
        if not response.ok:
            raise AssertionError(f"the simulator refused {method} {path}: {body.decode()}")
        return body
