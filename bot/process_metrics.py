"""What this process saw itself do: counted for `/metrics`, and proved for `/readyz` and `status`."""

import secrets
from collections.abc import Callable, Mapping
from time import monotonic

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, disable_created_metrics
from telegram.error import Conflict

from bot import proofs
from bot.proofs import Proofs
from rules import causes

disable_created_metrics()  # type: ignore[no-untyped-call]  # when a counter was made helps nobody

#: What proves that messages get through.
_DELIVERS = ("send", "edit")
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0)


class ProcessMetrics:
    """`clock`: steady seconds, which no change of the time of day moves."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self.replica_id = secrets.token_hex(8)
        self.registry = CollectorRegistry()
        self._clock = clock
        self.proofs = Proofs(clock)
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
        """A request to Telegram ended; why: there was no answer."""
        self._requests.labels(method, outcome).observe(seconds)
        if not method.startswith((*_DELIVERS, "getMe")):
            return
        parts = [proofs.REACHING, proofs.DELIVERING] if method.startswith(_DELIVERS) else [proofs.REACHING]
        if outcome == "200":
            for part in parts:
                self.proofs.worked(part)
        elif not outcome.startswith("4"):  # Telegram itself said no: it was reached, and others see to what it said
            self.proofs.failed(parts[-1], why or f"Telegram answers with {outcome}", proofs.FAILURE_COUNTS_SECONDS)

    def heard(self) -> None:
        """Telegram let us receive, whether or not there was something."""
        self.proofs.worked(proofs.RECEIVING)

    def not_heard(self, error: Exception) -> None:
        """Telegram did not let us receive."""
        self.proofs.failed(proofs.RECEIVING, causes.told(error))
        if isinstance(error, Conflict):  # the next try may well go through, and the other process not
            self.proofs.noticed(proofs.RECEIVING, causes.told(error))

    def not_reached(self, why: str) -> None:
        """Telegram could not post to us lately."""
        self.proofs.noticed(proofs.RECEIVING, why, 2 * proofs.LONGEST[proofs.RECEIVING])

    def handling(self) -> Callable[[int | Exception], None]:
        """Handling takes its turn: tell what this gives how many updates it took up, or why it could not."""
        began = self._clock()

        def handled(updates: int | Exception) -> None:
            self._took_turn(proofs.HANDLING, updates)
            if isinstance(updates, int) and updates:
                self._handling.observe(self._clock() - began)
                self._handled.inc(updates)

        return handled

    def sending(self) -> Callable[[int | Exception], None]:
        """The sender takes its turn: tell what this gives when it is over, whether or not something was said."""
        return lambda claimed: self._took_turn(proofs.SENDING, claimed)

    def _took_turn(self, part: str, done: int | Exception) -> None:
        if isinstance(done, Exception):
            self.proofs.failed(part, causes.told(done))
        else:
            self.proofs.worked(part)

    def refused(self) -> None:
        """Somebody who is not Telegram knocked at the webhook."""
        self._refused.inc()

    def ticked(self, failed: Mapping[str, Exception]) -> None:
        """A tick came to its end; these of its parts could not be done."""
        self._ticks.labels("failed" if failed else "done").inc()
        self.proofs.worked(proofs.TICKING)
        self.proofs.left_undone({name: causes.told(error) for name, error in failed.items()})

    def tick_failed(self, error: Exception) -> None:
        """Not one of its parts: the tick itself."""
        self._ticks.labels("failed").inc()
        self.proofs.failed(proofs.TICKING, causes.told(error))
