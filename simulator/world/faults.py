from collections import deque
from dataclasses import asdict, dataclass
from http import HTTPStatus

from simulator.errors import Refusal, of_status
from simulator.wire import JSON

KINDS = ("status", "slow", "drop_before", "drop_after", "stall_after")
KEPT = 1_000


@dataclass(slots=True)
class Fault:
    """Something that goes wrong with a method, so many times (or until it is cleared)."""

    method: str
    kind: str
    times: int | None = 1
    chat_id: int | None = None
    error_code: int = 500
    description: str | None = None
    retry_after: int | None = None
    seconds: float = 1.0
    used: int = 0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"kind is one of {', '.join(KINDS)}")
        HTTPStatus(self.error_code)

    @property
    def spent(self) -> bool:
        return self.times is not None and self.used >= self.times

    def strikes(self, method: str, chat_id: int | None) -> bool:
        return self.method.lower() in ("*", method) and self.chat_id in (None, chat_id)

    def refusal(self) -> Refusal:
        usual = of_status(self.error_code, self.retry_after)
        return Refusal(self.error_code, self.description or usual.description, usual.retry_after)


class Faults:
    def __init__(self) -> None:
        self._all: deque[Fault] = deque(maxlen=KEPT)
        self._active: list[Fault] = []

    def add(self, fault: Fault) -> None:
        self._all.append(fault)
        if not fault.spent:
            self._active.append(fault)

    def clear(self) -> None:
        self._all.clear()
        self._active.clear()

    def listed(self) -> list[JSON]:
        """The spent ones too."""
        return [asdict(fault) for fault in self._all]

    def next(self, method: str, chat_id: int | None) -> Fault | None:
        """The oldest fault that strikes this request; it counts as used."""
        fault = next((fault for fault in self._active if fault.strikes(method, chat_id)), None)
        if fault:
            fault.used += 1
            if fault.spent:
                self._active.remove(fault)
        return fault
