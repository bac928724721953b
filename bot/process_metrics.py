"""What this process saw itself do: counted for `/metrics`, and with its last moments for `/readyz`."""

import secrets
from collections.abc import Callable
from time import monotonic

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, disable_created_metrics

disable_created_metrics()  # type: ignore[no-untyped-call]  # when a counter was made helps nobody

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0)


class ProcessMetrics:
    """`clock`: steady seconds, which no change of the time of day moves."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self.replica_id = secrets.token_hex(8)
        self.registry = CollectorRegistry()
        self._clock = clock
        self._began_at = clock()
        self._heard_at: float | None = None
        self._sender_ran_at: float | None = None
        ProcessCollector(registry=self.registry)
        self._requests = Histogram(
            "bot_telegram_request_seconds",
            "Requests to Telegram by their method, and how they ended: a status, timeout, or no answer",
            ["method", "outcome"],
            buckets=SECONDS,
            registry=self.registry,
        )
        self._handling = Histogram(
            "bot_handling_seconds",
            "How long it took to handle a batch of updates, one of each chat",
            buckets=SECONDS,
            registry=self.registry,
        )
        self._handled = Counter(
            "bot_updates_handled", "Updates taken up, those that failed too", registry=self.registry
        )
        self._refused = Counter("bot_webhook_refused", "Posts without the right secret", registry=self.registry)
        self._ticks = Counter("bot_ticks", "Ticks, by whether they went well", ["result"], registry=self.registry)

    def requested(self, method: str, outcome: str, seconds: float) -> None:
        """A request to Telegram ended."""
        self._requests.labels(method, outcome).observe(seconds)

    def heard(self) -> None:
        """Telegram let us receive, whether or not there was something."""
        self._heard_at = self._clock()

    def handling(self) -> Callable[[int], None]:
        """Handling takes its turn: tell what this gives how many updates it took up."""
        began = self._clock()

        def handled(updates: int) -> None:
            if updates:
                self._handling.observe(self._clock() - began)
                self._handled.inc(updates)

        return handled

    def sending(self) -> Callable[[int], None]:
        """The sender takes its turn: tell what this gives when it is over, whether or not something was said."""

        def sender_ran(_claimed: int) -> None:
            self._sender_ran_at = self._clock()

        return sender_ran

    def refused(self) -> None:
        """Somebody who is not Telegram knocked at the webhook."""
        self._refused.inc()

    def ticked(self, *, well: bool) -> None:
        self._ticks.labels("done" if well else "failed").inc()

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
