"""`/namens`: the page, the file and the erasure of somebody without Telegram, by who fills in for them."""

from handlers.on_behalf import fills_in, own_proxy
from handlers.refusals import NotYours
from handlers.registry import tapped
from handlers.turn import Turn
from rules.code import Purpose
from rules.payloads.notes import Note
from rules.payloads.on_behalf import OnBehalf
from rules.payloads.proxy_desk import ProxyCard, ProxyFile, ProxyPage
from storage import audit, codes
from storage.leaving import forget_proxy
from storage.proxies import Proxy
from texts.taps.proxy_desk import (
    ProxiesKept,
    ProxyErased,
    ProxyErasureAsked,
    ProxyFileAsked,
    ProxyPageAsked,
    ProxyPageChosen,
    ProxyShown,
)


@tapped(ProxiesKept, may=fills_in)
async def proxies_kept(turn: Turn, tap: ProxiesKept) -> None:
    """The list, to choose of whom."""
    assert turn.viewer.practice_id is not None  # as the guard has it
    await turn.show(OnBehalf(turn.viewer.practice_id, keeps=True, page=tap.page))


@tapped(ProxyShown, loads=own_proxy)
async def proxy_shown(turn: Turn, _tap: ProxyShown, proxy: Proxy) -> None:
    """What can be done for this one."""
    await turn.show(ProxyCard(proxy.id))


@tapped(ProxyPageAsked, loads=own_proxy)
async def proxy_page_asked(turn: Turn, _tap: ProxyPageAsked, proxy: Proxy) -> None:
    """Somebody without Telegram may read another language than who fills in for them."""
    await turn.show(ProxyCard(proxy.id, "language"))


@tapped(ProxyPageChosen, loads=own_proxy)
async def proxy_page_chosen(turn: Turn, tap: ProxyPageChosen, proxy: Proxy) -> None:
    """A page with a new code; the code of an older page works no longer."""
    if tap.language not in turn.programme.languages:
        raise NotYours
    code_id = await codes.make(turn.connection, turn.viewer.person_id, Purpose.LETTER, turn.now, proxy.id)
    await turn.say(ProxyPage(code_id, proxy.id, tap.language))


@tapped(ProxyFileAsked, loads=own_proxy)
async def proxy_file_asked(turn: Turn, _tap: ProxyFileAsked, proxy: Proxy) -> None:
    """To read together, or to hand over."""
    await turn.say(ProxyFile(proxy.id))


@tapped(ProxyErasureAsked, loads=own_proxy)
async def proxy_erasure_asked(turn: Turn, _tap: ProxyErasureAsked, proxy: Proxy) -> None:
    """It cannot be undone, so it is asked once."""
    await turn.show(ProxyCard(proxy.id, "erase"))


@tapped(ProxyErased, loads=own_proxy)
async def proxy_erased(turn: Turn, _tap: ProxyErased, proxy: Proxy) -> None:
    """The nickname and every answer go, also from the messages in which they stand."""
    await forget_proxy(turn.connection, proxy.id, turn.now, turn.tapped if turn.is_tap else None)
    await audit.note(turn.connection, "proxy_erased", None, turn.now)
    turn.erased = True
    await turn.show(Note("proxy_erased"))
