"""`/programma`: the whole programme, for its managers."""

from texts.callback_data import Tap, tap


@tap("g")
class ProgrammeShown(Tap):
    """A part of the whole programme's figures; "overview" leads to all."""

    part: str


@tap("gq")
class AttentionShown(Tap):
    """*Wat aandacht vraagt*; pages from 0."""

    page: int


@tap("gt")
class PeriodsShown(Tap):
    """*Rapport*: over which period."""

    page: int


@tap("gp")
class PeriodChosen(Tap):
    """A key of rules.period."""

    period: str


@tap("gr")
class ReportAsked(Tap):
    period: str
    form: str
