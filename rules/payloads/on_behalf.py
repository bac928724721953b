"""A check-in for somebody without Telegram."""

from rules.payloads.payload import Payload, payload


@payload("on_behalf", subject="practice_id")
class OnBehalf(Payload):
    """For whom?"""

    practice_id: int
    page: int = 0


@payload("proxy_consent", subject="proxy_id")
class ProxyConsent(Payload):
    """Does the somebody agree? Afterwards: how to go about it."""

    proxy_id: int
