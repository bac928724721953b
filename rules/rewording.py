"""Words of a practice that give way to others: asked first, and taken back while nothing came in their place."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

#: Of what the words are: a practice's core theme, a design question, an experiment's title.
Subject = Literal["theme", "question", "experiment"]


class Rewording(Struct, frozen=True):
    """`before` gives way to `after`. subject_id: of the practice, the design question or the experiment.

    replaced_at: aware UTC; None: it is only asked whether.
    """

    id: int
    practice_id: int
    subject: Subject
    subject_id: int
    before: str
    after: str
    replaced_at: datetime | None = None
