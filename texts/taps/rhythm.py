"""A practice's own rhythm, in the hands of its coordinators."""

from texts.callback_data import Tap


class RhythmShown(Tap, code="ws"):
    """A field to choose ("-": none), and the draft so far as rules.schedule_change writes it ("-": none)."""

    practice_id: int
    field: str
    draft: str


class RhythmSaved(Tap, code="ww"):
    practice_id: int
    draft: str


class RhythmDropped(Tap, code="wd"):
    """The programme's rhythm again."""

    practice_id: int
