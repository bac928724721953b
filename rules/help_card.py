"""Where people of a practice find help near by: who, when, and the number to call."""

import re

from msgspec import Struct

from rules.link import has_link
from rules.typed_text import one_line

LONGEST_LINE = 100
_NUMBER = re.compile(r"\+?[\d\s()./-]+")
_DIGITS = range(3, 16)


class HelpCard(Struct, frozen=True):
    """who: an organisation, not a person. hours: when it can be reached. number: as it is written."""

    who: str
    hours: str
    number: str


def read(typed: str) -> HelpCard | None:
    """The card in these three lines, in that order; None when it is anything else, or the last is no number to call.

    No address that can be opened: the card stands below the lowest answer, and who opens it would be seen just then.
    """
    written = [line for line in map(one_line, typed.splitlines()) if line]
    if len(written) != 3 or max(map(len, written)) > LONGEST_LINE or any(map(has_link, written)):
        return None
    digits = sum(char.isdecimal() for char in written[2])
    return HelpCard(*written) if _NUMBER.fullmatch(written[2]) and digits in _DIGITS else None
