"""`/samenvatting`: the figures of a practice."""

from texts.callback_data import Tap


class SummaryShown(Tap, code="s"):
    """A practice's summary; of its newest closed round when `round_id` is 0."""

    practice_id: int
    round_id: int


class SummaryPractices(Tap, code="sp"):
    """Back to the list of practices (managers)."""


class DigestSwitched(Tap, code="sd"):
    """Whether the summary comes by itself; tapped under the summary of this round."""

    practice_id: int
    round_id: int
    on: bool


class TrendShown(Tap, code="st"):
    """*Verloop*: the last rounds of a practice."""

    practice_id: int


class MedianQuestioned(Tap, code="sm"):
    """*Nieuwe middellijn*, under the run of windows: really?"""

    practice_id: int


class MedianBegunAnew(Tap, code="sn"):
    """Yes: from the next window on."""

    practice_id: int


class ExperimentStatesShown(Tap, code="se"):
    """*Per experiment*, a page for each design question."""

    practice_id: int
    page: int


class RemarksShown(Tap, code="sr"):
    """*Opmerkingen*: what people wrote and share."""

    practice_id: int
    page: int


class PracticeReportShown(Tap, code="so"):
    """*Rapport om te delen*: in what form."""

    practice_id: int


class PracticeReportAsked(Tap, code="sf"):
    practice_id: int
    form: str
