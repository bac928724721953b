"""Registration that is open: who has no invitation chooses a practice and a role."""

from handlers import readiness, start
from handlers.guards import OfPractice
from handlers.refusals import NotYours
from handlers.registry import tapped
from handlers.turn import Turn
from rules.access import ANSWERING, Role, Viewer
from rules.payloads.registration import OpenPractices, OpenRoles
from storage import practices
from storage.practices import Practice
from texts.taps.registration import OpenPracticesPaged, PracticeChosen, RoleChosen


async def _open_practice(turn: Turn, tap: OfPractice) -> Practice:
    """A practice that anybody without a membership may join."""
    known = await practices.get(turn.connection, tap.practice_id)
    if turn.policy.registration != "open" or known is None or known.closed_at or turn.viewer.memberships:
        raise NotYours
    return known


def _stranger(viewer: Viewer, _tap: object) -> bool:
    return not viewer.memberships


@tapped(OpenPracticesPaged, may=_stranger)
async def another_page(turn: Turn, tap: OpenPracticesPaged) -> None:
    """Open registration: more practices."""
    if turn.policy.registration != "open":
        raise NotYours
    await turn.show(OpenPractices(tap.page))


@tapped(PracticeChosen, loads=_open_practice)
async def practice_chosen(turn: Turn, _tap: PracticeChosen, practice: Practice) -> None:
    """Open registration: a practice was chosen, now the role."""
    await turn.show(OpenRoles(practice.id))


@tapped(RoleChosen, loads=_open_practice)
async def role_chosen(turn: Turn, tap: RoleChosen, practice: Practice) -> None:
    """Open registration: practice and role are known. Only roles that answer can be taken freely."""
    if tap.role not in {role.value for role in ANSWERING}:
        raise NotYours
    await readiness.check(turn, Role(tap.role), practice.id)
    await start.begin(turn, practice.id, Role(tap.role))
