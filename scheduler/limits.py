"""What Telegram allows, in one place, and the pace that keeps us below it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

#: Telegram allows about 30 messages a second per bot; exactly 30 trips on jitter.
PER_SECOND = 28.5
#: So many requests may be under way at once; beyond that Telegram is slow, and more would not help.
IN_FLIGHT = 64


@dataclass(slots=True)
class Pace:
    """A bucket of permissions to send, filled at `per_second` and never fuller than `burst`."""

    per_second: float = PER_SECOND
    burst: float = 1.0
    clock: Callable[[], float] = monotonic
    _level: float = field(init=False)
    _filled_at: float = field(init=False)

    def __post_init__(self) -> None:
        self._level, self._filled_at = self.burst, self.clock()

    def available(self) -> int:
        """How many messages may go right now."""
        self._fill()
        return int(self._level)

    def spend(self, messages: int) -> None:
        self._level -= messages

    def seconds_until_next(self) -> float:
        """How long until one more may go; 0 when it may go now."""
        self._fill()
        return max(0.0, (1 - self._level) / self.per_second)

    def _fill(self) -> None:
        now = self.clock()
        self._level = min(self.burst, self._level + (now - self._filled_at) * self.per_second)
        self._filled_at = now
