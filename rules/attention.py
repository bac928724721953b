"""What in a practice asks for a manager's attention: of the practice as a whole, and nothing about persons."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from rules.change import FALSE_ALARM, p_value
from rules.summary import Response

Need = Literal["coordinator", "round", "response", "contact", "invitations"]
#: So many of its rounds could have closed since the last one did.
ROUNDS_MISSED = 3
#: A request for contact waits, or an invitation lies unused, so long.
CONTACT_WAITS, UNUSED = timedelta(days=3), timedelta(days=14)


class Situation(Struct, frozen=True):
    """How a practice is.

    quiet_since: when its last round closed, or it began (aware UTC). every: the time between its rounds. responses: of
    its last closed rounds, all roles together, oldest first.
    """

    has_coordinator: bool
    quiet_since: datetime
    every: timedelta
    responses: Sequence[Response] = ()
    contact_waits: bool = False
    has_unused_invitations: bool = False


def needs(one: Situation, now: datetime) -> list[Need]:
    """What of it asks for attention, always in the same order; none of it is worse than another."""
    found: dict[Need, bool] = {
        "coordinator": not one.has_coordinator,
        "round": now - one.quiet_since > ROUNDS_MISSED * one.every,
        "response": is_falling(one.responses),
        "contact": one.contact_waits,
        "invitations": one.has_unused_invitations,
    }
    return [need for need, is_so in found.items() if is_so]


def is_falling(responses: Sequence[Response]) -> bool:
    """Whether fewer of those asked answered in the last round than in the first of these, by more than chance."""
    if len(responses) < 2:
        return False
    first, last = responses[0], responses[-1]
    if not first.eligible or last.answered * first.eligible >= first.answered * last.eligible:
        return False
    return p_value(_split(first), _split(last)) <= FALSE_ALARM


def _split(one: Response) -> tuple[int, int]:
    return one.eligible - one.answered, one.answered
