from typing import Any
from urllib.parse import urlencode

from simulator.wire import dumps, loads


class Remote:
    """The control side of a simulator."""

    async def close(self) -> None:
        """Nothing is asked after this."""

    async def get(self, path: str, **query: Any) -> Any:
        given = urlencode({name: value for name, value in query.items() if value is not None})
        return loads(await self._request("GET", f"/control{path}?{given}"))

    async def post(self, path: str, **body: Any) -> Any:
        return loads(await self._request("POST", f"/control{path}", dumps(body)))

    async def delete(self, path: str) -> None:
        await self._request("DELETE", f"/control{path}")

    async def download(self, path: str) -> bytes:
        return await self._request("GET", path)

    async def _request(self, method: str, target: str, body: bytes = b"") -> bytes:
        status, answer = await self._ask(method, target, body)
        if status >= 400:
            raise AssertionError(f"the simulator refused {method} {target}: {answer.decode()}")
        return answer

    async def _ask(self, method: str, target: str, body: bytes) -> tuple[int, bytes]:
        """Status and body of the answer. target: path and query."""
        raise NotImplementedError
