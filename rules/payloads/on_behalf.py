"""A check-in for somebody without Telegram."""

from rules.payloads.payload import Payload, payload


@payload("on_behalf", subject="practice_id")
class OnBehalf(Payload):
    """For whom? keeps: not to fill in, but for what else can be done."""

    practice_id: int
    keeps: bool = False
    page: int = 0


@payload("nickname_question", subject="practice_id")
class NicknameQuestion(Payload):
    """Which nickname? Or that there is no round in which anything can be filled in."""

    practice_id: int
    has_round: bool = True


@payload("proxy_consent", subject="proxy_id")
class ProxyConsent(Payload):
    """Does the somebody agree? Afterwards: how to go about it."""

    proxy_id: int
