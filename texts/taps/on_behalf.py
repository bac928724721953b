"""`/namens`: filling in for somebody without Telegram."""

from texts.callback_data import Tap


class NicknameAsked(Tap, code="pn"):
    """`/namens`: for somebody not yet in the list."""


class ProxiesPaged(Tap, code="pg"):
    """`/namens`: another page of the list."""

    page: int


class ProxyChosen(Tap, code="pp"):
    """`/namens`: for whom."""

    proxy_id: int


class ProxyConsentGiven(Tap, code="pc"):
    """Whether the somebody agrees."""

    proxy_id: int
    yes: bool


class RepresentativeAgreed(Tap, code="pr"):
    """Who by law decides for the somebody agrees."""

    proxy_id: int
