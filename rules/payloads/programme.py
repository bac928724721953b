"""The whole programme's figures."""

from rules.payloads.payload import Payload, payload


@payload("programme")
class ProgrammePart(Payload):
    """A part of them; "overview" is the whole."""

    part: str


@payload("attention")
class Attention(Payload):
    """What in which practice asks for attention."""

    page: int = 0


@payload("programme_periods")
class ReportPeriods(Payload):
    """A report: over which period?"""

    page: int = 0


@payload("programme_period")
class ReportForms(Payload):
    """Over this one (a key of rules.period): in what form?"""

    period: str


@payload("programme_report")
class ReportFile(Payload):
    """The file."""

    period: str
    form: str
