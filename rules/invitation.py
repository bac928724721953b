"""What an invitation gives, and how often."""

import re
from datetime import datetime, timedelta
from urllib.parse import unquote

from msgspec import Struct

from rules.access import GUARDED, Role

#: Tokens that let nobody in are counted over this period.
WRONG_WITHIN = timedelta(hours=1)
#: So many of one person: no token of theirs is looked at any more until the first of them is an hour old.
WRONG_THAT_BLOCK = 6
#: So many of all people together: somebody may be guessing, or an old link goes round.
WRONG_THAT_ALARM = 30
#: So many of all people together that nobody can mean well: no token of anybody is looked at until there are fewer.
WRONG_THAT_CLOSE = 1000

#: For how many days from now an invitation can be made to work, and one of participants for how many people.
DAYS, USES = (7, 30, 90), (1, 5, 10, 25, 50)
#: The longest name of an invitation: it fits a button.
LONGEST_NAME = 25

#: How a token looks that stands in a text by itself or in our kind of link; a piece of any other address is none.
_TOKEN = re.compile(r"(?:\bstart=|(?<![\w/=&?#@.%+-]))([A-Za-z0-9_-]{32})(?!/?[\w=@%+-])")
#: The same of nothing but a link, without the line breaks that a letter put into it.
_LINK = re.compile(r"\S+[?&]start=([A-Za-z0-9_-]{32})")
#: What programs put into a long word: places where a line may end, and a dash for two hyphens.
_AS_MADE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff")) | dict.fromkeys(
    map(ord, "\u2013\u2014"), "--"
)


def token_in(typed: str) -> str | None:
    """The first token in what somebody typed or pasted, however it is dressed; None: there is none.

    Chance makes no token of small letters or capitals alone; a long word is.
    """
    seen = unquote(typed.translate(_AS_MADE))
    tokens: list[str] = _TOKEN.findall(seen)
    if broken := _LINK.fullmatch("".join(seen.split())):
        tokens.append(broken[1])
    return next((token for token in tokens if not (token[1:].islower() or token[1:].isupper())), None)


class Invitation(Struct, frozen=True):
    """A role in a practice (`practice_id` is None for a manager's). uses: how many people; expires_at: aware UTC.

    is_test: for who only tries the bot out. name: what its coordinator calls it. joined: how many registered by it,
    whatever became of them.
    """

    id: int
    role: Role
    practice_id: int | None
    uses: int
    uses_left: int
    expires_at: datetime
    is_test: bool = False
    name: str | None = None
    joined: int = 0

    @property
    def used(self) -> int:
        return self.uses - self.uses_left

    @property
    def is_for_many(self) -> bool:
        """Whether it may hang on a wall."""
        return self.uses > 1


def uses_to_choose(invitation: Invitation) -> tuple[int, ...]:
    """For how many people it can be: of participants alone, and not fewer than have used it."""
    return tuple(n for n in USES if n >= invitation.used) if invitation.role is Role.PARTICIPANT else ()


def is_single_use(role: Role) -> bool:
    """Whether an invitation for this role may be used only once."""
    return role in GUARDED
