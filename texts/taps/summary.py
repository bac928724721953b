"""`/samenvatting`: the figures of a practice."""

from texts.callback_data import Tap, tap


@tap("s")
class SummaryShown(Tap):
    """A practice's summary; of its newest closed round when `round_id` is 0."""

    practice_id: int
    round_id: int


@tap("sp")
class SummaryPractices(Tap):
    """Back to the list of practices (managers)."""


@tap("sd")
class DigestSwitched(Tap):
    """Whether the summary comes by itself; tapped under the summary of this round."""

    practice_id: int
    round_id: int
    on: bool


@tap("st")
class TrendShown(Tap):
    """*Verloop*: the last rounds of a practice."""

    practice_id: int


@tap("sm")
class MedianQuestioned(Tap):
    """*Nieuwe middellijn*, under the run of windows: really?"""

    practice_id: int


@tap("sn")
class MedianBegunAnew(Tap):
    """Yes: from the next window on."""

    practice_id: int


@tap("se")
class ExperimentStatesShown(Tap):
    """*Per experiment*, a page for each design question."""

    practice_id: int
    page: int


@tap("sr")
class RemarksShown(Tap):
    """*Opmerkingen*: what people wrote and share."""

    practice_id: int
    page: int


@tap("so")
class PracticeReportShown(Tap):
    """*Rapport om te delen*: in what form."""

    practice_id: int


@tap("sf")
class PracticeReportAsked(Tap):
    practice_id: int
    form: str
