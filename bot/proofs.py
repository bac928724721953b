"""What this process proves of itself, judged by steady seconds that nobody can set back; and what is in its way."""

from collections.abc import Callable, Mapping
from datetime import datetime
from math import inf
from time import monotonic

from msgspec import Struct

TICKING, RECEIVING, HANDLING, SENDING = "ticking", "receiving", "handling", "sending"
#: A request that changes nothing is answered; and a message was delivered, when one was to be.
REACHING, DELIVERING = "reaching Telegram", "delivering"
CLOCK, DISK, DOOR = "the clock", "the disk", "listening"

#: So many seconds a part may be without a sign that it works. Each waits a little longer than it takes at most.
LONGEST = {
    RECEIVING: 75.0,  # a long poll and its slack
    SENDING: 60.0,  # with nothing to say it still takes a turn every second
    HANDLING: 60.0,
    REACHING: 75.0,
    TICKING: 120.0,
}
#: What passes within this is nobody's business.
GRACE_SECONDS = 15.0
#: Messages that failed are tried again before; then it is over, or it fails anew.
FAILURE_COUNTS_SECONDS = 600.0
#: What comes and goes (two processes that take turns) is told so long after it was last seen.
NOTICE_SECONDS = 300.0
#: A time of day that moves so much against steady seconds was set.
JUMP_SECONDS = 30.0


class _Failure(Struct, frozen=True):
    why: str
    since: float
    until: float


class Proofs:
    """Of each part when it last worked, and why it failed since. `clock`: steady seconds."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._began_at = clock()
        self._worked_at: dict[str, float] = {}
        self._failures: dict[str, _Failure] = {}
        self._notices: dict[str, _Failure] = {}
        self._undone: Mapping[str, str] = {}
        self._ahead: float | None = None

    def worked(self, part: str) -> None:
        """It did what it is there for."""
        self._worked_at[part] = self._clock()
        self._failures.pop(part, None)

    def failed(self, part: str, why: str, counts_for: float = inf) -> None:
        """It could not; why, in one line that quotes nobody. It stays so until it works, or this is over."""
        now, before = self._clock(), self._failures.get(part)
        since = before.since if before and before.until > now else now
        self._failures[part] = _Failure(why, since, now + counts_for)

    def noticed(self, part: str, why: str, seconds: float = NOTICE_SECONDS) -> None:
        """Something that is told for a while, also when the part works in between."""
        now = self._clock()
        self._notices[part] = _Failure(why, now, now + seconds)

    def left_undone(self, duties: Mapping[str, str]) -> None:
        """What of the last tick could not be done, and why: in the place of what was left undone before."""
        self._undone = duties

    def told_time(self, now: datetime) -> None:
        """What the clock on the wall says; that it was set is noticed."""
        ahead, before = now.timestamp() - self._clock(), self._ahead
        self._ahead = ahead
        if before is not None and abs(ahead - before) > JUMP_SECONDS:
            way = "forward" if ahead > before else "back"
            self.noticed(CLOCK, f"it was set {way} by {_span(abs(ahead - before))}; see whether it is right now")

    def ago(self, part: str) -> float | None:
        """Seconds since it last worked; None: not yet."""
        return self._clock() - self._worked_at[part] if part in self._worked_at else None

    @property
    def running_for(self) -> float:
        """Seconds since this process was wired."""
        return self._clock() - self._began_at

    def troubles(self) -> dict[str, str]:
        """Each part that does not do its work, and why; "" when nobody knows. {}: all of it is proved."""
        now = self._clock()
        found = {part: self._failures[part].why if part in self._failures else "" for part in self._silent()}
        found |= {part: one.why for part, one in self._failures.items() if _lasts(one, now)}
        found |= {part: one.why for part, one in self._notices.items() if one.until > now}
        return found | self._undone_by_cause()

    def _silent(self) -> list[str]:
        """Of what never worked yet only the first: the others begin after it, and the tick when all is ready."""
        ago = {part: self.ago(part) for part in LONGEST}
        never = [part for part, seconds in ago.items() if seconds is None]
        is_starting = never == [TICKING] and self.running_for <= LONGEST[TICKING]
        silent = [part for part, seconds in ago.items() if seconds is not None and seconds > LONGEST[part]]
        return [*([] if is_starting else never[:1]), *silent]

    def _undone_by_cause(self) -> dict[str, str]:
        """One line for all that failed by the same cause: a database that was away stops everything at once."""
        by_cause: dict[str, list[str]] = {}
        for duty, why in self._undone.items():
            by_cause.setdefault(why, []).append(duty)
        return {", ".join(duties): why for why, duties in by_cause.items()}


def _lasts(failure: _Failure, now: float) -> bool:
    return now - failure.since >= GRACE_SECONDS and failure.until > now


def _span(seconds: float) -> str:
    for size, unit in ((86_400, "days"), (3_600, "hours"), (60, "minutes")):
        if seconds >= 1.5 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} seconds"
