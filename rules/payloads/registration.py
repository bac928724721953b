"""Joining."""

from rules.payloads.payload import Payload, payload


@payload("registration", subject="membership_id")
class RegistrationState(Payload):
    """Where it stands. more: which screen of the whole notice. page: of what there is to choose from."""

    membership_id: int
    more: bool | int = False
    page: int = 0


@payload("already", subject="practice_id")
class AlreadyRegistered(Payload):
    """The person has this role there (None: in the programme) already."""

    practice_id: int | None
    role: str


@payload("move_offer", subject="invitation_id")
class MoveOffer(Payload):
    """An invitation for another practice than the own one."""

    invitation_id: int


@payload("moved_not", subject="practice_id")
class NotMoved(Payload):
    """It stays this practice."""

    practice_id: int | None


@payload("open_practices")
class OpenPractices(Payload):
    """Open registration: which practice?"""

    page: int = 0


@payload("open_roles", subject="practice_id")
class OpenRoles(Payload):
    """Open registration: as what?"""

    practice_id: int


@payload("no_token")
class NoToken(Payload):
    """One comes in by an invitation."""


@payload("refused_invitation")
class RefusedInvitation(Payload):
    """This one does not work."""


@payload("wrong_role")
class WrongRole(Payload):
    """The invitation gives a role that is not theirs: nothing is kept, and whom to ask."""

    role: str


@payload("declined")
class RegistrationDeclined(Payload):
    """Nothing is kept."""
