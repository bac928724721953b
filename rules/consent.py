"""For what somebody can say yes, each by itself."""

from typing import Literal

from msgspec import Struct

#: take_part: the bot asks how it goes. texts: the coordinator may read shared texts. research: of each it is asked
#: whether that one may go on an experience card; a no means never. rows: a caregiver's answers may be a row in the
#: research file. keep: texts are kept as long as answers.
Purpose = Literal["take_part", "texts", "research", "rows", "keep"]
#: What is chosen in `/privacy`; taking part begins with an invitation, and can only be ended there.
CHOSEN_FREELY: tuple[Purpose, ...] = ("texts", "research", "rows", "keep")


class Words(Struct, frozen=True):
    """What somebody says yes or no to, as it was shown. screens: HTML, the short text first.

    fingerprint: SHA-256 of the words. edition: of what the owner had filled in then; None: the owner has no part in it.
    """

    language: str
    screens: tuple[str, ...]
    fingerprint: str
    edition: str | None = None
