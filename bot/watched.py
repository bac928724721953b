"""The parts that work in turns, watched: the rooms they live in know nothing of clocks and figures."""

from time import monotonic
from typing import Any

from bot.process_metrics import ProcessMetrics
from delivery.sender import Sender
from handlers.update_worker import UpdateWorker


class WatchedHandling(UpdateWorker):
    """Handling that tells how many updates it took up and how long that took."""

    def __init__(self, process_metrics: ProcessMetrics, *parts: Any) -> None:
        super().__init__(*parts)
        self._process_metrics = process_metrics

    async def handle_waiting(self) -> int:
        began = monotonic()
        updates = await super().handle_waiting()
        self._process_metrics.handled(updates, monotonic() - began)
        return updates


class WatchedSender(Sender):
    """A sender that tells when it took its turn."""

    def __init__(self, process_metrics: ProcessMetrics, *parts: Any) -> None:
        super().__init__(*parts)
        self._process_metrics = process_metrics

    async def run_once(self) -> int:
        claimed = await super().run_once()
        self._process_metrics.sender_ran()
        return claimed
