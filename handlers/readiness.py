"""Nobody says yes to a notice that cannot tell who is responsible: whoever answers waits until the owner filled it in.

Who leads does not, nor who only tries the bot out: somebody has to set it up.
"""

from handlers.refusals import NotReady
from handlers.turn import Turn
from rules.access import ANSWERING, Role
from storage import practices


async def check(turn: Turn, role: Role, practice_id: int | None, *, is_test: bool = False) -> None:
    """NotReady when this role answers there, in earnest, and a required field is empty."""
    if role in ANSWERING and not (is_test or turn.viewer.is_test) and (empty := await unfilled(turn, practice_id)):
        raise NotReady(empty, leads=False)


async def check_before_inviting(turn: Turn, role: Role, practice_id: int) -> None:
    """The same for who would invite somebody, or fill in for them: they are told which fields."""
    if role in ANSWERING and not turn.viewer.is_test and (empty := await unfilled(turn, practice_id)):
        raise NotReady(empty, leads=True)


async def unfilled(turn: Turn, practice_id: int | None) -> list[str]:
    """Which fields of the notice are empty in this practice."""
    practice = await practices.get(turn.connection, practice_id) if practice_id else None
    return turn.programme.unfilled(practice.slug if practice else None)
