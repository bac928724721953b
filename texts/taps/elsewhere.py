"""*Wat werkte elders?*: what other practices recommend under the same central question."""

from texts.callback_data import Tap


class ElsewhereShown(Tap, code="ea"):
    """For this own experiment."""

    experiment_id: int
    page: int


class ElsewhereCardShown(Tap, code="ec"):
    """A recommended one, for this own experiment."""

    experiment_id: int
    from_id: int


class TakenOver(Tap, code="et"):
    """*Overnemen*: a new one beside the own experiment, after the recommended one."""

    experiment_id: int
    from_id: int


class IntroductionAsked(Tap, code="ei"):
    """*Kennismaken* with the practice of a recommended one."""

    experiment_id: int
    from_id: int


class IntroductionAnswered(Tap, code="ey"):
    introduction_id: int
    yes: bool
