"""A spreadsheet of figures."""

from rules.payloads.payload import Payload, payload


@payload("export_practices")
class PracticesToExport(Payload):
    """Of which practice?"""

    page: int = 0


@payload("export_periods", subject="practice_id")
class ExportPeriods(Payload):
    """Of which period? practice_id: 0 for all practices."""

    practice_id: int


@payload("export_kinds", subject="practice_id")
class ExportKinds(Payload):
    """Of which kind? period: a key of rules.export.PERIODS."""

    practice_id: int
    period: str


@payload("research_kinds")
class ResearchKinds(Payload):
    """What is in the research file, and of which kind should it be?"""


@payload("export_state", subject="export_id")
class ExportState(Payload):
    """How far it is."""

    export_id: int
