"""Words of a practice that give way to others: asked first, and taken back while nothing came in their place."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

#: Of what the words are: a practice's core theme, a design question, an experiment's title.
Subject = Literal["theme", "question", "experiment"]


@dataclass(frozen=True, slots=True)
class Rewording:
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
