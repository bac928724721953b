"""From `/start` to a registered membership."""

from texts.callback_data import Tap, tap


@tap("jc")
class ConsentGiven(Tap):
    """shown: the beginning of the fingerprint of the notice that the button stands under."""

    membership_id: int
    yes: bool
    shown: str


@tap("jn")
class NoticeAsked(Tap):
    """*Lees meer*: which screen of the whole notice, from 1; 0: back to the short one."""

    membership_id: int
    more: int


@tap("jw")
class RoleDenied(Tap):
    """*Ik ben geen mantelzorger*: the role that was named is not theirs."""

    membership_id: int


@tap("jg")
class RegistrationPaged(Tap):
    """Another page of what there is to choose from."""

    membership_id: int
    page: int


@tap("jo")
class OrganisationChosen(Tap):
    membership_id: int
    organisation: str


@tap("je")
class ExperimentToggled(Tap):
    membership_id: int
    experiment_id: int


@tap("jd")
class ExperimentsChosen(Tap):
    membership_id: int


@tap("og")
class OpenPracticesPaged(Tap):
    page: int


@tap("op")
class PracticeChosen(Tap):
    """Open registration: which practice."""

    practice_id: int


@tap("or")
class RoleChosen(Tap):
    """Open registration: as what."""

    practice_id: int
    role: str


@tap("m")
class MoveAnswered(Tap):
    """Whether to move to the practice of the pending invitation."""

    yes: bool
