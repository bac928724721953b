"""What was asked by letter: looked up once more when it is said."""

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from rules.payloads.letters import ErasureAnnounced
from storage import erasure_requests, proxies
from storage.erasure_requests import WAITS
from texts.message import Message
from texts.messages import letters as texts


@renders(ErasureAnnounced)
async def erasure_announced(context: RenderingContext, payload: ErasureAnnounced) -> Message | None:
    """To whom it is about, or who fills in for them; nothing when they said no already."""
    request = await erasure_requests.get(context.connection, payload.request_id)
    if request is None or request.refused_at or request.subject.person_id != context.row.person_id:
        return None
    proxy_id = request.subject.proxy_id
    proxy = await proxies.get(context.connection, proxy_id) if proxy_id is not None else None
    at, timezone = context.now + WAITS, context.programme.schedule.timezone
    return texts.erasure_announced(context.t, request.id, proxy.nickname if proxy else None, at, timezone)
