"""What an invitation gives, and how often."""

from dataclasses import dataclass
from datetime import datetime

from rules.access import GUARDED, Role


@dataclass(frozen=True, slots=True)
class Invitation:
    """A role in a practice (`practice_id` is None for a manager's). uses: how many people; expires_at: aware UTC."""

    id: int
    role: Role
    practice_id: int | None
    uses: int
    uses_left: int
    expires_at: datetime

    @property
    def used(self) -> int:
        return self.uses - self.uses_left


def is_single_use(role: Role) -> bool:
    """Whether an invitation for this role may be used only once."""
    return role in GUARDED
