"""`/hulp` → *Code*."""

from texts.callback_data import Tap


class CodeAsked(Tap, code="ko"):
    """What a code can be used for."""


class CodePurposeChosen(Tap, code="kp"):
    purpose: str
