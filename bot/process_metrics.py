"""What this process saw itself do: its last moments, for `/readyz` and `status`. What it did is counted where asked."""

import secrets
from collections.abc import Callable
from time import monotonic


class ProcessMetrics:
    """`clock`: steady seconds, which no change of the time of day moves."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self.replica_id = secrets.token_hex(8)
        self._clock = clock
        self._began_at = clock()
        self._heard_at: float | None = None
        self._sender_ran_at: float | None = None

    def requested(self, method: str, outcome: str, seconds: float) -> None:
        """A request to Telegram ended."""

    def heard(self) -> None:
        """Telegram let us receive, whether or not there was something."""
        self._heard_at = self._clock()

    def handling(self) -> Callable[[int], None]:
        """Handling takes its turn: tell what this gives how many updates it took up."""
        return lambda _updates: None

    def sending(self) -> Callable[[int], None]:
        """The sender takes its turn: tell what this gives when it is over, whether or not something was said."""

        def sender_ran(_claimed: int) -> None:
            self._sender_ran_at = self._clock()

        return sender_ran

    def refused(self) -> None:
        """Somebody who is not Telegram knocked at the webhook."""

    def ticked(self, *, well: bool) -> None:
        """A tick is over."""

    @property
    def running_for(self) -> float:
        """Seconds since this process was wired."""
        return self._clock() - self._began_at

    @property
    def heard_ago(self) -> float | None:
        """Seconds since Telegram last let us receive; None: not yet."""
        return None if self._heard_at is None else self._clock() - self._heard_at

    @property
    def sender_ran_ago(self) -> float | None:
        """Seconds since the sender's last turn; None: not yet."""
        return None if self._sender_ran_at is None else self._clock() - self._sender_ran_at
