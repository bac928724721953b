"""`/namens`: what is done for somebody without Telegram. Shown to who fills in for them, and to nobody else."""

from functools import partial

from delivery.rendering.context import RenderingContext
from delivery.rendering.own_answers import page_of
from delivery.rendering.renderers import renders
from reports.hand_out import HandOut, hand_out
from reports.own_answers import own_answers
from rules.code import spoken
from rules.others import of_proxy
from rules.payloads.proxy_desk import ProxyCard, ProxyFile, ProxyPage
from rules.subject import Subject
from storage import codes, practices, proxies
from storage import own_data as kept
from storage.proxies import Proxy
from texts.file_names import file_name
from texts.message import File, Message
from texts.messages import proxy_desk as texts


@renders(ProxyCard)
async def card(context: RenderingContext, payload: ProxyCard) -> Message | None:
    """One of the screens."""
    proxy = await _own(context, payload.proxy_id)
    if proxy is None:
        return None
    if payload.screen == "language":
        return texts.page_language(context.t, proxy.id, context.programme.languages)
    show = texts.erasure if payload.screen else texts.card
    return show(context.t, proxy.id, proxy.nickname)


@renders(ProxyPage)
async def page(context: RenderingContext, payload: ProxyPage) -> Message | None:
    """On paper, in their language. Said again, it bears another code: the one before works no longer."""
    proxy = await _own(context, payload.proxy_id)
    practice = await practices.get(context.connection, proxy.practice_id) if proxy else None
    if proxy is None or practice is None:
        return None
    if await codes.get(context.connection, payload.code_id, Subject(proxy.person_id, proxy.id)) is None:
        return None
    t = context.voice(payload.reads)
    title, intro, about_code = texts.on_paper(t, practice.name, proxy.nickname)
    words = HandOut(
        title=title,
        intro=intro,
        notice=texts.notice_on_paper(t, context.terms(practice.slug)),
        about_code=about_code,
        code=spoken(await codes.issue(context.connection, payload.code_id)),
        language=t.language,
        right_to_left=t.from_right_to_left,
    )
    file = File(f"{file_name(t, 'page')}.pdf", partial(hand_out, words))
    return texts.with_page(context.t, proxy.nickname, file)


@renders(ProxyFile)
async def answers(context: RenderingContext, payload: ProxyFile) -> Message | None:
    """What was filled in, to read together."""
    proxy = await _own(context, payload.proxy_id)
    if proxy is None:
        return None
    found = of_proxy(await kept.everything(context.connection, proxy.person_id, context.row.address), proxy.id)
    shown = await page_of(context.connection, context.t, context.programme, found, context.now, proxy.nickname)
    file = File(f"{file_name(context.t, 'own_answers')}.html", partial(own_answers, shown))
    return texts.with_answers(context.t, proxy.nickname, file)


async def _own(context: RenderingContext, proxy_id: int) -> Proxy | None:
    proxy = await proxies.get(context.connection, proxy_id)
    return proxy if proxy and proxy.person_id == context.row.person_id else None
