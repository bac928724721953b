"""From `/start` to a registered membership."""

from texts.callback_data import Tap


class ConsentGiven(Tap, code="jc"):
    """shown: the beginning of the fingerprint of the notice that the button stands under."""

    membership_id: int
    yes: bool
    shown: str


class NoticeAsked(Tap, code="jn"):
    """*Lees meer*: which screen of the whole notice, from 1; 0: back to the short one."""

    membership_id: int
    more: int


class RoleDenied(Tap, code="jw"):
    """*Ik ben geen mantelzorger*: the role that was named is not theirs."""

    membership_id: int


class RegistrationPaged(Tap, code="jg"):
    """Another page of what there is to choose from."""

    membership_id: int
    page: int


class OrganisationChosen(Tap, code="jo"):
    membership_id: int
    organisation: str


class ExperimentToggled(Tap, code="je"):
    membership_id: int
    experiment_id: int


class ExperimentsChosen(Tap, code="jd"):
    membership_id: int


class OpenPracticesPaged(Tap, code="og"):
    page: int


class PracticeChosen(Tap, code="op"):
    """Open registration: which practice."""

    practice_id: int


class RoleChosen(Tap, code="or"):
    """Open registration: as what."""

    practice_id: int
    role: str


class MoveAnswered(Tap, code="m"):
    """Whether to move to the practice of the pending invitation."""

    yes: bool
