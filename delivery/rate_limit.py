"""What Telegram allows, in one place, and the pace that keeps us below it."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf
from time import monotonic

#: Telegram allows about 30 messages a second per bot. They may arrive closer together than they left, so a
#: second is counted a little longer.
MOST, SECOND = 30, 1.05
PER_SECOND = MOST / SECOND
#: So many may go at once to catch up on what a late turn lost.
BURST = 3.0
#: So many requests may be under way at once; beyond that Telegram is slow, and more would not help.
IN_FLIGHT = 100


@dataclass(slots=True)
class RateLimiter:
    """A bucket of permissions to send, filled at `per_second` and never fuller than `burst`.

    most: not more than this within any SECOND, whatever the bucket holds.
    """

    per_second: float
    burst: float
    clock: Callable[[], float] = monotonic
    most: float = inf
    _level: float = field(init=False)
    _filled_at: float = field(init=False)
    _sent: deque[float] = field(init=False, default_factory=deque)

    def __post_init__(self) -> None:
        self._level, self._filled_at = self.burst, self.clock()

    def available(self) -> int:
        """How many messages may go right now."""
        self._fill()
        return int(min(self._level, self.most - len(self._sent)))

    def spend(self, messages: int) -> None:
        """So many messages go now."""
        self._level -= messages
        self._sent.extend([self.clock()] * messages)

    def seconds_until_next(self) -> float:
        """How long until one more may go; 0 when it may go now."""
        self._fill()
        until_room = self._sent[0] + SECOND - self._filled_at if len(self._sent) >= self.most else 0.0
        return max(0.0, (1 - self._level) / self.per_second, until_room)

    def _fill(self) -> None:
        now = self.clock()
        self._level = min(self.burst, self._level + (now - self._filled_at) * self.per_second)
        self._filled_at = now
        while self._sent and self._sent[0] <= now - SECOND:
            self._sent.popleft()


def telegram_limits(clock: Callable[[], float] = monotonic) -> RateLimiter:
    """As fast as Telegram allows."""
    return RateLimiter(PER_SECOND, BURST, clock, MOST)
