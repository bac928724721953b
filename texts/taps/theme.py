"""`/kernthema`."""

from texts.callback_data import Tap


class ThemeRestored(Tap, code="dt"):
    """*Terugzetten*: the core theme of before the last change."""

    practice_id: int
