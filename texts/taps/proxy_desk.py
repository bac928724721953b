"""`/namens`: what can be done for somebody without Telegram, besides filling in."""

from texts.callback_data import Tap, tap


@tap("pm")
class ProxiesKept(Tap):
    """Of whom: a page of them."""

    page: int


@tap("pv")
class ProxyShown(Tap):
    """What can be done."""

    proxy_id: int


@tap("pj")
class ProxyPageAsked(Tap):
    """A page to hand over: in which language."""

    proxy_id: int


@tap("pl")
class ProxyPageChosen(Tap):
    proxy_id: int
    language: str


@tap("pf")
class ProxyFileAsked(Tap):
    """What was filled in."""

    proxy_id: int


@tap("px")
class ProxyErasureAsked(Tap):
    """*Verwijderen*: it is asked once."""

    proxy_id: int


@tap("pd")
class ProxyErased(Tap):
    """After it was asked: all of theirs goes."""

    proxy_id: int
