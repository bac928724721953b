from datetime import UTC, datetime, timedelta


class Clock:
    """The simulator's time: real time plus an offset, or standing still."""

    def __init__(self) -> None:
        self._offset = timedelta()
        self._frozen_at: datetime | None = None

    def now(self) -> datetime:
        return self._frozen_at or datetime.now(UTC) + self._offset

    def timestamp(self) -> int:
        return int(self.now().timestamp())

    @property
    def stands_still(self) -> bool:
        return self._frozen_at is not None

    def move_to(self, at: datetime) -> None:
        if at.tzinfo is None:
            raise ValueError("a time without a time zone")
        if self._frozen_at is not None:
            self._frozen_at = at.astimezone(UTC)
        self._offset = at - datetime.now(UTC)

    def forward(self, by: timedelta) -> None:
        self.move_to(self.now() + by)

    def freeze(self, at: datetime | None = None) -> None:
        self._frozen_at = self.now()
        self.move_to(at or self._frozen_at)

    def run(self) -> None:
        """Let a frozen clock run on from where it stands."""
        self._frozen_at = None
