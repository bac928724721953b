"""A practice's own rhythm, in the hands of its coordinators."""

from texts.callback_data import Tap, tap


@tap("ws")
class RhythmShown(Tap):
    """A field to choose ("-": none), and the draft so far as rules.schedule_change writes it ("-": none)."""

    practice_id: int
    field: str
    draft: str


@tap("ww")
class RhythmSaved(Tap):
    practice_id: int
    draft: str


@tap("wd")
class RhythmDropped(Tap):
    """The programme's rhythm again."""

    practice_id: int
