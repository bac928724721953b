"""The practices a manager chooses from, a page at a time."""

from handlers.guards import leads_programme
from handlers.refusals import NotYours
from handlers.registry import tapped
from handlers.turn import Turn
from rules.payloads.export import PracticesToExport
from rules.payloads.invitations import PracticesToInviteTo
from rules.payloads.summary import PracticesToSummarise
from texts.taps.practice_lists import PracticeListPaged

LISTS = {"summary": PracticesToSummarise, "export": PracticesToExport, "invite": PracticesToInviteTo}


@tapped(PracticeListPaged, may=leads_programme)
async def practice_list_paged(turn: Turn, tap: PracticeListPaged) -> None:
    """Another page of the same list."""
    if tap.purpose not in LISTS:
        raise NotYours
    await turn.show(LISTS[tap.purpose](page=tap.page))
