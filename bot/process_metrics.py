"""What this process saw itself do, proved for `/readyz` and `status`. What it did is counted where somebody asks."""

import secrets
from collections.abc import Callable, Mapping
from time import monotonic

from telegram.error import Conflict

from bot import proofs
from bot.proofs import Proofs
from rules import causes

#: What proves that messages get through.
_DELIVERS = ("send", "edit")


class ProcessMetrics:
    """`clock`: steady seconds, which no change of the time of day moves."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self.replica_id = secrets.token_hex(8)
        self._clock = clock
        self.proofs = Proofs(clock)

    def requested(self, method: str, outcome: str, _seconds: float, why: str = "") -> None:
        """A request to Telegram ended; why: there was no answer."""
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
        return lambda updates: self._took_turn(proofs.HANDLING, updates)

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

    def ticked(self, failed: Mapping[str, Exception]) -> None:
        """A tick came to its end; these of its parts could not be done."""
        self.proofs.worked(proofs.TICKING)
        self.proofs.left_undone({name: causes.told(error) for name, error in failed.items()})

    def tick_failed(self, error: Exception) -> None:
        """Not one of its parts: the tick itself."""
        self.proofs.failed(proofs.TICKING, causes.told(error))
