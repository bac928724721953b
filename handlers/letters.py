"""*Nee* to an erasure that somebody asked by letter."""

from handlers.refusals import NotYours
from handlers.registry import tapped
from handlers.turn import Turn
from rules.payloads.letters import ErasureRefused
from storage import audit, erasure_requests
from storage.erasure_requests import ErasureRequest
from texts.taps.letters import ErasureDenied


async def _own(turn: Turn, tap: ErasureDenied) -> ErasureRequest:
    """A request about the viewer, or about somebody they fill in for."""
    request = await erasure_requests.get(turn.connection, tap.request_id)
    if request is None or request.subject.person_id != turn.viewer.person_id:
        raise NotYours
    return request


@tapped(ErasureDenied, loads=_own)
async def erasure_denied(turn: Turn, _tap: ErasureDenied, request: ErasureRequest) -> None:
    """Nothing goes; whoever runs the bot sees it with `bot person find`."""
    if request.refused_at is None:
        await erasure_requests.refuse(turn.connection, request.id, turn.now)
        await audit.note(turn.connection, "erasure_refused", None, turn.now)
    await turn.show(ErasureRefused(request.id))
