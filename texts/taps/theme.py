"""`/kernthema`."""

from texts.callback_data import Tap, tap


@tap("dt")
class ThemeRestored(Tap):
    """*Terugzetten*: the core theme of before the last change."""

    practice_id: int
