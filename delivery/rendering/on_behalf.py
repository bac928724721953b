"""`/namens` in words. Nicknames are shown to the one who chose them, and to nobody else."""

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from rules.payloads.on_behalf import NicknameQuestion, OnBehalf, ProxyConsent
from storage import proxies, rounds
from texts.message import Message
from texts.messages import notes
from texts.messages import on_behalf as texts
from texts.messages import proxy_desk as desk_texts


@renders(OnBehalf)
async def for_whom(context: RenderingContext, payload: OnBehalf) -> Message | None:
    """The nicknames of this person in a practice, and which of them are done in its open round."""
    person_id = context.row.person_id
    if person_id is None:
        return None
    known = await proxies.of(context.connection, person_id, payload.practice_id)
    open_round = await rounds.open_in(context.connection, payload.practice_id)
    done = await proxies.finished_in(context.connection, person_id, open_round.id) if open_round else set()
    named = [(proxy.id, proxy.nickname) for proxy in known]
    if payload.keeps:
        return desk_texts.of_whom(context.t, named, payload.page, is_open=open_round is not None)
    return texts.for_whom(context.t, named, done, payload.page)


@renders(NicknameQuestion)
async def which_nickname(context: RenderingContext, payload: NicknameQuestion) -> Message:
    """What to type, if anything can be filled in."""
    return notes.note(context.t, "nickname_asked" if payload.has_round else "on_behalf_no_round")


@renders(ProxyConsent)
async def consent(context: RenderingContext, payload: ProxyConsent) -> Message | None:
    """Whether the somebody agrees; afterwards how to go about it."""
    proxy = await proxies.get(context.connection, payload.proxy_id)
    if proxy is None or proxy.person_id != context.row.person_id:
        return None
    if proxy.consent_at:
        return texts.begun(context.t, proxy.nickname)
    return texts.consent(context.t, proxy.id, proxy.nickname)
