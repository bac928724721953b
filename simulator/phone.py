"""People with phones, and the world they are in: what tests and demonstrations are written with."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Self

from starlette.types import ASGIApp

from simulator.handset import Phone as Phone
from simulator.in_process import InProcess
from simulator.message import Message as Message
from simulator.over_http import OverHttp
from simulator.remote import Remote
from simulator.wire import JSON


class Telegram:
    """A running simulator, from Python. app: the simulator itself, when it runs in this process and listens nowhere."""

    def __init__(self, url: str, app: ASGIApp | None = None) -> None:
        self.url = url
        self.app = app
        self._remote: Remote = Remote()

    async def __aenter__(self) -> Self:
        self._remote = InProcess(self.app) if self.app else OverHttp(self.url)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._remote.close()

    async def bot(self, token: str, username: str, name: str) -> JSON:
        made: JSON = await self._remote.post("/bots", token=token, username=username, name=name)
        return made

    async def bots(self) -> list[JSON]:
        return list(await self._remote.get("/bots"))

    async def person(
        self,
        first_name: str,
        language: str = "nl",
        id: int | None = None,
        *,
        started: bool = False,
        pinned: bool = False,
        bot: str | None = None,
    ) -> Phone:
        about = {"first_name": first_name, "language_code": language, "id": id, "started": started, "pinned": pinned}
        made = await self._remote.post("/people", bot=bot, **about)
        return Phone(self._remote, made["id"], first_name, bot)

    async def group(self, title: str, bot: str | None = None) -> int:
        """A new group with the bot in it. Returns its id."""
        return int((await self._remote.post("/groups", title=title, bot=bot))["id"])

    async def group_chat(self, id: int, bot: str | None = None) -> JSON:
        chat: JSON = await self._remote.get(f"/groups/{id}/chat", bot=bot)
        return chat

    async def now(self) -> datetime:
        return datetime.fromisoformat((await self._remote.get("/time"))["now"])

    async def move_to(self, at: datetime) -> None:
        await self._remote.post("/time", at=at.isoformat())

    async def forward(self, by: timedelta) -> None:
        await self._remote.post("/time", forward_seconds=by.total_seconds())

    async def fault(self, method: str, kind: str, times: int | None = 1, **more: Any) -> None:
        """More can be: chat_id, error_code, description, retry_after, seconds."""
        await self._remote.post("/faults", method=method, kind=kind, times=times, **more)

    async def faults(self) -> list[JSON]:
        return list(await self._remote.get("/faults"))

    async def clear_faults(self) -> None:
        await self._remote.delete("/faults")

    async def limits(self, per_second: int | None, penalty_seconds: float = 3, bot: str | None = None) -> None:
        await self._remote.post("/limits", per_second=per_second, penalty_seconds=penalty_seconds, bot=bot)

    async def requests(self, method: str | None = None, after: int = 0) -> list[JSON]:
        return list(await self._remote.get("/requests", method=method, after=after))

    async def updates(self, updates: list[JSON], bot: str | None = None) -> list[int]:
        return list((await self._remote.post("/updates", updates=updates, bot=bot))["update_ids"])

    async def redeliver(self, ids: Iterable[int], bot: str | None = None) -> None:
        await self._remote.post("/redeliver", update_ids=list(ids), bot=bot)
