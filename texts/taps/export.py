"""`/export`."""

from texts.callback_data import Tap, tap


@tap("xs")
class ExportShown(Tap):
    """*Spreadsheet*: of a practice, or of all of them (0)."""

    practice_id: int


@tap("xp")
class ExportPeriodChosen(Tap):
    """period: a key of rules.export.PERIODS."""

    practice_id: int
    period: str


@tap("xa")
class ExportAsked(Tap):
    """kind: "xlsx" or "csv"."""

    practice_id: int
    period: str
    kind: str


@tap("xf")
class ResearchShown(Tap):
    """*Bestand voor onderzoek*: what is in it."""


@tap("xg")
class ResearchAsked(Tap):
    """kind: "xlsx" or "csv"."""

    kind: str
