"""A text that belongs to no question: it is not kept, and that is said in words that fit the moment."""

from handlers.turn import Turn
from rules.access import ANSWERING
from rules.payloads.leaving import Stopped
from rules.payloads.notes import Moment, NotKept
from rules.payloads.pause import Bereaved
from storage import call_backs, chats, earlier_check_ins, people
from storage.check_ins import CheckIn


async def say(turn: Turn, check_in: CheckIn | None = None, kind: str | None = None) -> None:
    """Says so. check_in: an open one that asks nothing now. kind: of what was sent, when it is no text."""
    await turn.say(NotKept(await _moment(turn, check_in), kind))


async def _moment(turn: Turn, check_in: CheckIn | None) -> Moment:
    viewer = turn.viewer
    if viewer.stopped:
        newest = await chats.newest_shown(turn.connection, viewer.person_id, (Stopped, Bereaved))
        return "bereaved" if newest is Bereaved else "stopped"
    if not viewer.memberships:
        return "stranger" if await people.is_stranger(turn.connection, viewer.person_id) else "left"
    if not viewer.roles & set(ANSWERING):
        return "leading"
    if await call_backs.waits(turn.connection, viewer.person_id):
        return "contact"
    if viewer.is_pausing(turn.now):
        return "pausing"
    if check_in:
        return "declined" if check_in.declined else "finished" if check_in.finished else "early"
    return "closed" if await earlier_check_ins.had_one(turn.connection, viewer.person_id) else "waiting"
