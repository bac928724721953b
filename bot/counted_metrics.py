"""The same, counted for `/metrics`: only where somebody can ask for it, for counting takes its part of a tap."""

from collections.abc import Callable, Mapping
from time import monotonic

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, disable_created_metrics

from bot.process_metrics import ProcessMetrics

disable_created_metrics()  # type: ignore[no-untyped-call]  # when a counter was made helps nobody

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0)


class CountedMetrics(ProcessMetrics):
    """registry: everything that was counted."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        super().__init__(clock)
        self.registry = CollectorRegistry()
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

    def requested(self, method: str, outcome: str, seconds: float, why: str = "") -> None:
        super().requested(method, outcome, seconds, why)
        self._requests.labels(method, outcome).observe(seconds)

    def handling(self) -> Callable[[int | Exception], None]:
        began, proved = self._clock(), super().handling()

        def handled(updates: int | Exception) -> None:
            proved(updates)
            if isinstance(updates, int) and updates:
                self._handling.observe(self._clock() - began)
                self._handled.inc(updates)

        return handled

    def refused(self) -> None:
        self._refused.inc()

    def ticked(self, failed: Mapping[str, Exception]) -> None:
        super().ticked(failed)
        self._ticks.labels("failed" if failed else "done").inc()

    def tick_failed(self, error: Exception) -> None:
        super().tick_failed(error)
        self._ticks.labels("failed").inc()
