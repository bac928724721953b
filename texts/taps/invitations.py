"""`/uitnodigen`: links that let people into a practice."""

from texts.callback_data import Tap


class InvitingShown(Tap, code="ih"):
    """Whom to invite to a practice."""

    practice_id: int


class InvitationAsked(Tap, code="i"):
    practice_id: int
    role: str


class PosterAsked(Tap, code="iw"):
    """An invitation for many caregivers, to hang on a wall."""

    practice_id: int


class InvitationsShown(Tap, code="il"):
    """The invitations of a practice that still let people in; pages from 0."""

    practice_id: int
    page: int


class RevocationAsked(Tap, code="ir"):
    invitation_id: int


class RevocationConfirmed(Tap, code="ic"):
    invitation_id: int
