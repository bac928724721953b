"""What an invitation gives, and how often."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from rules.access import GUARDED, Role

#: Tokens that let nobody in are counted over this period.
WRONG_WITHIN = timedelta(hours=1)
#: So many of one person: no token of theirs is looked at any more until the first of them is an hour old.
WRONG_THAT_BLOCK = 6
#: So many of all people together: somebody may be guessing, or an old link goes round.
WRONG_THAT_ALARM = 30
#: So many of all people together that nobody can mean well: no token of anybody is looked at until there are fewer.
WRONG_THAT_CLOSE = 1000


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

    @property
    def is_for_many(self) -> bool:
        """Whether it may hang on a wall."""
        return self.uses > 1


def is_single_use(role: Role) -> bool:
    """Whether an invitation for this role may be used only once."""
    return role in GUARDED
