"""Telegram's limit as a strict server keeps it."""

from collections import deque
from math import ceil


class Limit:
    """At most `most` messages and edits in any second; who exceeds it is refused for `penalty` seconds."""

    def __init__(self, most: int = 30, penalty: float = 3.0) -> None:
        self.refused = 0
        self._most = most
        self._penalty = penalty
        self._accepted: deque[float] = deque()
        self._closed_until = 0.0

    def retry_after(self, now: float) -> int:
        """0 when a message may pass now; else for how many whole seconds to be silent."""
        while self._accepted and self._accepted[0] <= now - 1:
            self._accepted.popleft()
        if now >= self._closed_until and len(self._accepted) < self._most:
            self._accepted.append(now)
            return 0
        if now >= self._closed_until:
            self._closed_until = now + self._penalty
        self.refused += 1
        return ceil(self._closed_until - now)
