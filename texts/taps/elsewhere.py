"""*Wat werkte elders?*: what other practices recommend under the same central question."""

from texts.callback_data import Tap, tap


@tap("ea")
class ElsewhereShown(Tap):
    """For this own experiment."""

    experiment_id: int
    page: int


@tap("ec")
class ElsewhereCardShown(Tap):
    """A recommended one, for this own experiment."""

    experiment_id: int
    from_id: int


@tap("et")
class TakenOver(Tap):
    """*Overnemen*: a new one beside the own experiment, after the recommended one."""

    experiment_id: int
    from_id: int


@tap("ei")
class IntroductionAsked(Tap):
    """*Kennismaken* with the practice of a recommended one."""

    experiment_id: int
    from_id: int


@tap("ey")
class IntroductionAnswered(Tap):
    introduction_id: int
    yes: bool
