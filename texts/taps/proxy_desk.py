"""`/namens`: what can be done for somebody without Telegram, besides filling in."""

from texts.callback_data import Tap


class ProxiesKept(Tap, code="pm"):
    """Of whom: a page of them."""

    page: int


class ProxyShown(Tap, code="pv"):
    """What can be done."""

    proxy_id: int


class ProxyPageAsked(Tap, code="pj"):
    """A page to hand over: in which language."""

    proxy_id: int


class ProxyPageChosen(Tap, code="pl"):
    proxy_id: int
    language: str


class ProxyFileAsked(Tap, code="pf"):
    """What was filled in."""

    proxy_id: int


class ProxyErasureAsked(Tap, code="px"):
    """*Verwijderen*: it is asked once."""

    proxy_id: int


class ProxyErased(Tap, code="pd"):
    """After it was asked: all of theirs goes."""

    proxy_id: int
