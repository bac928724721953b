"""`/hulp` → *Code*."""

from texts.callback_data import Tap, tap


@tap("ko")
class CodeAsked(Tap):
    """What a code can be used for."""


@tap("kp")
class CodePurposeChosen(Tap):
    purpose: str
