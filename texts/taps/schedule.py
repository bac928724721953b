"""The schedule of all practices, in the hands of a manager."""

from texts.callback_data import Tap, tap


@tap("gs")
class ScheduleShown(Tap):
    """A field of the schedule to choose ("-": none), and the draft so far as rules.schedule_change writes it."""

    field: str
    draft: str


@tap("gw")
class ScheduleSaved(Tap):
    draft: str
