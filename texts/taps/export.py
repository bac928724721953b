"""`/export`."""

from texts.callback_data import Tap


class ExportShown(Tap, code="xs"):
    """*Spreadsheet*: of a practice, or of all of them (0)."""

    practice_id: int


class ExportPeriodChosen(Tap, code="xp"):
    """period: a key of rules.export.PERIODS."""

    practice_id: int
    period: str


class ExportAsked(Tap, code="xa"):
    """kind: "xlsx" or "csv"."""

    practice_id: int
    period: str
    kind: str


class ResearchShown(Tap, code="xf"):
    """*Bestand voor onderzoek*: what is in it."""


class ResearchAsked(Tap, code="xg"):
    """kind: "xlsx" or "csv"."""

    kind: str
