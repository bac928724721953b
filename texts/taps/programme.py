"""`/programma`: the whole programme, for its managers."""

from texts.callback_data import Tap


class ProgrammeShown(Tap, code="g"):
    """A part of the whole programme's figures; "overview" leads to all."""

    part: str


class AttentionShown(Tap, code="gq"):
    """*Wat aandacht vraagt*; pages from 0."""

    page: int


class PeriodsShown(Tap, code="gt"):
    """*Rapport*: over which period."""

    page: int


class PeriodChosen(Tap, code="gp"):
    """A key of rules.period."""

    period: str


class ReportAsked(Tap, code="gr"):
    period: str
    form: str
