"""`/namens`: filling in for somebody without Telegram."""

from texts.callback_data import Tap, tap


@tap("pn")
class NicknameAsked(Tap):
    """`/namens`: for somebody not yet in the list."""


@tap("pg")
class ProxiesPaged(Tap):
    """`/namens`: another page of the list."""

    page: int


@tap("pp")
class ProxyChosen(Tap):
    """`/namens`: for whom."""

    proxy_id: int


@tap("pc")
class ProxyConsentGiven(Tap):
    """Whether the somebody agrees."""

    proxy_id: int
    yes: bool


@tap("pr")
class RepresentativeAgreed(Tap):
    """Who by law decides for the somebody agrees."""

    proxy_id: int
