"""The figures of a practice, and what their buttons lead to."""

from rules.payloads.payload import Payload, payload


@payload("summary_practices")
class PracticesToSummarise(Payload):
    """Of which practice?"""

    page: int = 0


@payload("summary", subject="practice_id")
class Summary(Payload):
    """Of this round; of the newest closed one when it is none of this practice."""

    practice_id: int
    round_id: int | None = None


@payload("digest", subject="round_id")
class Digest(Payload):
    """The summary of a round that closed, by itself."""

    round_id: int


@payload("trend", subject="practice_id")
class Trend(Payload):
    """The last windows and rounds."""

    practice_id: int


@payload("median_question", subject="practice_id")
class MedianQuestion(Payload):
    """Whether the medians of a practice begin anew."""

    practice_id: int


@payload("experiment_states", subject="practice_id")
class ExperimentStates(Payload):
    """Each experiment by itself; a page for each design question."""

    practice_id: int
    page: int = 0


@payload("remarks", subject="practice_id")
class Remarks(Payload):
    """What people wrote."""

    practice_id: int
    page: int = 0


@payload("practice_report_forms", subject="practice_id")
class PracticeReportForms(Payload):
    """The report to share: in what form?"""

    practice_id: int


@payload("practice_report", subject="practice_id")
class PracticeReportFile(Payload):
    """The file."""

    practice_id: int
    form: str
