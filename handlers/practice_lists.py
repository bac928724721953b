"""The practices a manager chooses from, a page at a time."""

from handlers.turn import Turn
from rules.access import Role
from rules.payloads.export import PracticesToExport
from rules.payloads.invitations import PracticesToInviteTo
from rules.payloads.summary import PracticesToSummarise
from texts.callback_data import PracticeListPaged

LISTS = {"summary": PracticesToSummarise, "export": PracticesToExport, "invite": PracticesToInviteTo}


async def practice_list_paged(turn: Turn, tap: PracticeListPaged) -> None:
    """Another page of the same list."""
    if Role.MANAGER in turn.viewer.roles and tap.purpose in LISTS:
        await turn.show(LISTS[tap.purpose](page=tap.page))
    else:
        turn.toast = "not_yours"
