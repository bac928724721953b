"""The parts that work in turns, watched: the rooms they live in know nothing of clocks and figures."""

from time import monotonic
from typing import Any

from bot.watch import Watch
from handlers.handling import Handling
from scheduler.sender import Sender


class WatchedHandling(Handling):
    """Handling that tells how many updates it took up and how long that took."""

    def __init__(self, watch: Watch, *parts: Any) -> None:
        super().__init__(*parts)
        self._watch = watch

    async def handle_waiting(self) -> int:
        began = monotonic()
        updates = await super().handle_waiting()
        self._watch.handled(updates, monotonic() - began)
        return updates


class WatchedSender(Sender):
    """A sender that tells when it took its turn."""

    def __init__(self, watch: Watch, *parts: Any) -> None:
        super().__init__(*parts)
        self._watch = watch

    async def take_turn(self) -> int:
        claimed = await super().take_turn()
        self._watch.turned()
        return claimed
