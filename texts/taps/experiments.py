"""`/experimenten`: what a practice tries out."""

from texts.callback_data import Tap, tap


@tap("dx")
class ExperimentsShown(Tap):
    """The experiments of a practice: those that run, or those that ended."""

    practice_id: int
    page: int
    ended: bool


@tap("ds")
class ExperimentShown(Tap):
    """An experiment. screen: what of it, one of texts.messages.experiment_desk.SCREENS."""

    experiment_id: int
    screen: str


@tap("dp")
class PlacesShown(Tap):
    """The design questions that an experiment can be under; 0: one that is still to be made."""

    practice_id: int
    experiment_id: int
    page: int


@tap("du")
class ExperimentPlaced(Tap):
    """Under this design question comes this experiment; 0: a new one."""

    experiment_id: int
    question_id: int


@tap("dn")
class RenamingAsked(Tap):
    """*Andere naam*."""

    experiment_id: int


@tap("dv")
class StatusChosen(Tap):
    experiment_id: int
    status: str


@tap("dy")
class ExperimentMoved(Tap):
    """at: where it stood under its design question, from 0."""

    experiment_id: int
    at: int
    up: bool


@tap("dz")
class ExperimentEnded(Tap):
    """The viewer is sure to end it; or, when `yes` is False, opens it again."""

    experiment_id: int
    yes: bool


@tap("do")
class OwnExperimentsShown(Tap):
    """*Waar ik aan werk*, for who coordinates as well."""

    membership_id: int
