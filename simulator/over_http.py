from io import BytesIO

import aiohttp

from simulator.remote import Remote

REQUEST_SECONDS = 90


class OverHttp(Remote):
    """The control side, when the simulator listens at an address."""

    def __init__(self, url: str) -> None:
        self._url = url
        timeout = aiohttp.ClientTimeout(total=REQUEST_SECONDS)
        self._session = aiohttp.ClientSession(timeout=timeout, connector=aiohttp.TCPConnector(limit=0))

    async def close(self) -> None:
        await self._session.close()

    async def _ask(self, method: str, target: str, body: bytes) -> tuple[int, bytes]:
        async with self._session.request(method, self._url + target, data=BytesIO(body)) as response:
            return response.status, await response.read()
