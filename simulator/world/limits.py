import math
import time
from collections import deque

from simulator import errors

COUNTED = frozenset(
    {
        "sendmessage",
        "sendphoto",
        "senddocument",
        "editmessagetext",
        "editmessagecaption",
        "editmessagemedia",
        "editmessagereplymarkup",
    }
)


class Limits:
    """So many messages and edits in any second; one more, and all are refused for a while. Off by itself.

    Measured in real time: the bots that must keep to it live in real time too.
    """

    def __init__(self) -> None:
        self.per_second: int | None = None
        self.penalty_seconds = 3.0
        self._sent: deque[float] = deque()
        self._refusing_until = 0.0

    def set(self, per_second: int | None, penalty_seconds: float) -> None:
        self.per_second, self.penalty_seconds = per_second, penalty_seconds
        self._sent.clear()
        self._refusing_until = 0.0

    def check(self, method: str) -> None:
        if self.per_second is None or method not in COUNTED:
            return
        now = time.monotonic()
        while self._sent and self._sent[0] <= now - 1:
            self._sent.popleft()
        if now >= self._refusing_until and len(self._sent) >= self.per_second:
            self._refusing_until = now + self.penalty_seconds
        if now < self._refusing_until:
            raise errors.too_many_requests(math.ceil(self._refusing_until - now))
        self._sent.append(now)
