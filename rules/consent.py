"""For what somebody can say yes, each by itself."""

from dataclasses import dataclass
from typing import Literal

#: take_part: the bot asks how it goes. texts: the coordinator may read shared texts. research: they may go
#: on an experience card. rows: a caregiver's answers may be a row in the research file.
Purpose = Literal["take_part", "texts", "research", "rows"]
#: What is chosen in `/privacy`; taking part begins with an invitation, and can only be ended there.
CHOSEN_FREELY: tuple[Purpose, ...] = ("texts", "research", "rows")


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody says yes or no to, as it was shown. screens: HTML, the short text first.

    fingerprint: SHA-256 of the words. edition: of what the owner had filled in then; None: the owner has no part in it.
    """

    language: str
    screens: tuple[str, ...]
    fingerprint: str
    edition: str | None = None
