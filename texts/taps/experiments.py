"""`/experimenten`: what a practice tries out."""

from texts.callback_data import Tap


class ExperimentsShown(Tap, code="dx"):
    """The experiments of a practice: those that run, or those that ended."""

    practice_id: int
    page: int
    ended: bool


class ExperimentShown(Tap, code="ds"):
    """An experiment. screen: what of it, one of texts.messages.experiment_desk.SCREENS."""

    experiment_id: int
    screen: str


class PlacesShown(Tap, code="dp"):
    """The design questions that an experiment can be under; 0: one that is still to be made."""

    practice_id: int
    experiment_id: int
    page: int


class ExperimentPlaced(Tap, code="du"):
    """Under this design question comes this experiment; 0: a new one."""

    experiment_id: int
    question_id: int


class RenamingAsked(Tap, code="dn"):
    """*Andere naam*."""

    experiment_id: int


class StatusChosen(Tap, code="dv"):
    experiment_id: int
    status: str


class ExperimentMoved(Tap, code="dy"):
    """at: where it stood under its design question, from 0."""

    experiment_id: int
    at: int
    up: bool


class ExperimentEnded(Tap, code="dz"):
    """The viewer is sure to end it; or, when `yes` is False, opens it again."""

    experiment_id: int
    yes: bool


class OwnExperimentsShown(Tap, code="do"):
    """*Waar ik aan werk*, for who coordinates as well."""

    membership_id: int
