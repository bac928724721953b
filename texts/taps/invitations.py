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


class InvitationShown(Tap, code="iv"):
    """anew: in a new message, below one that is there to be passed on."""

    invitation_id: int
    anew: bool


class InvitationChoiceAsked(Tap, code="iq"):
    """What to choose for it: a name, until when, for how many, in which language; pages from 0."""

    invitation_id: int
    what: str
    page: int


class InvitationProlonged(Tap, code="id"):
    """It works for so many days from now."""

    invitation_id: int
    days: int


class InvitationSized(Tap, code="iu"):
    """It works for so many people."""

    invitation_id: int
    uses: int


class InvitationTranslated(Tap, code="it"):
    """The same for readers of another language: with its own link and poster."""

    invitation_id: int
    language: str


class RevocationAsked(Tap, code="ir"):
    invitation_id: int


class RevocationConfirmed(Tap, code="ic"):
    invitation_id: int
