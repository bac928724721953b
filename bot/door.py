"""Who may stay at the address where the bot listens: nobody for long without saying what they want.

uvicorn has a limit for who is silent between two requests, and none for who is silent before the first, says it word by
word, or opens more connections than there are files. Here the one that has been silent longest makes room.
"""

import asyncio
import logging
import resource
from collections import Counter
from functools import partial
from time import monotonic
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

log = logging.getLogger(__name__)

#: So long the head of a request may take, from when it may begin …
HEAD_SECONDS = 5.0
#: … and then its body and our answer: longer than storing an update takes at most.
REQUEST_SECONDS = 20.0
#: Telegram has up to 40, each through the proxy, beside whoever watches.
MOST, MOST_OF_ONE = 400, 300
#: Room for what else a process opens.
SHARE_OF_FILES = 2
#: So many may be taken in at once before anybody is asked to leave.
BACKLOG = 32
TELL_EVERY_SECONDS = 60.0


class Door:
    """Everybody who is connected, in the order in which they began to be silent."""

    def __init__(self) -> None:
        files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        self._most = min(MOST, files // SHARE_OF_FILES)
        self._silent: dict[Visitor, None] = {}
        self._of: Counter[str] = Counter()
        self._told_at = -TELL_EVERY_SECONDS

    def enters(self, visitor: "Visitor") -> None:
        """Somebody more; who is silent longest leaves when there are too many, of this address or of all."""
        self._of[visitor.address] += 1
        self.is_silent(visitor)
        if self._of[visitor.address] > MOST_OF_ONE:
            self._make_room(visitor.address)
        elif self._of.total() > self._most:
            self._make_room(None)

    def is_silent(self, visitor: "Visitor") -> None:
        """Nothing was asked yet, or nothing new."""
        self._silent[visitor] = None

    def speaks(self, visitor: "Visitor") -> None:
        """A request has come, and is answered: nobody is interrupted."""
        self._silent.pop(visitor, None)

    def leaves(self, visitor: "Visitor") -> None:
        """The connection is gone."""
        self._silent.pop(visitor, None)
        self._of[visitor.address] -= 1
        if not self._of[visitor.address]:
            del self._of[visitor.address]

    def _make_room(self, address: str | None) -> None:
        for visitor in self._silent:
            if address in (None, visitor.address):
                del self._silent[visitor]
                visitor.transport.abort()
                break
        if monotonic() - self._told_at >= TELL_EVERY_SECONDS:
            self._told_at = monotonic()
            log.warning("so many are connected at LISTEN that those who say nothing are sent away")


class Visitor(H11Protocol):
    """One connection, with a deadline for each request."""

    def __init__(self, door: Door, **of_server: Any) -> None:
        super().__init__(**of_server)
        self._door = door
        self._deadline: asyncio.TimerHandle | None = None
        self.address = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.address = self.client[0] if self.client else ""
        self._within(HEAD_SECONDS)
        self._door.enters(self)

    def data_received(self, data: bytes) -> None:
        was_answering = self._is_answering
        if not was_answering and self._deadline is None:
            self._within(HEAD_SECONDS)  # the next request begins
        super().data_received(data)
        if self._is_answering and not was_answering:
            self._door.speaks(self)
            self._within(REQUEST_SECONDS)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self._is_answering:  # the next one had come already
            self._within(REQUEST_SECONDS)
        elif not self.transport.is_closing():
            self._within(None)  # uvicorn's own limit counts
            self._door.is_silent(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._within(None)
        self._door.leaves(self)
        super().connection_lost(exc)

    @property
    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _within(self, seconds: float | None) -> None:
        if self._deadline:
            self._deadline.cancel()
        self._deadline = self.loop.call_later(seconds, self.transport.abort) if seconds else None


def visitors() -> Any:
    """What makes the protocol of each connection, at one door."""
    return partial(Visitor, Door())
