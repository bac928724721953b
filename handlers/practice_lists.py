"""The practices a manager chooses from, a page at a time."""

from handlers.registry import tapped
from handlers.turn import Turn
from rules.access import Role
from texts.taps.practice_lists import PracticeListPaged

LISTS = {"summary": "summary_practices", "export": "export_practices", "invite": "practices_to_invite_to"}


@tapped(PracticeListPaged)
async def practice_list_paged(turn: Turn, tap: PracticeListPaged) -> None:
    """Another page of the same list."""
    if Role.MANAGER in turn.viewer.roles and tap.purpose in LISTS:
        await turn.show(LISTS[tap.purpose], page=tap.page)
    else:
        turn.toast = "not_yours"
