"""`/uitnodigen`: links that let people into a practice."""

from texts.callback_data import Tap, tap


@tap("ih")
class InvitingShown(Tap):
    """Whom to invite to a practice."""

    practice_id: int


@tap("i")
class InvitationAsked(Tap):
    practice_id: int
    role: str


@tap("iw")
class PosterAsked(Tap):
    """An invitation for many caregivers, to hang on a wall."""

    practice_id: int


@tap("il")
class InvitationsShown(Tap):
    """The invitations of a practice that still let people in; pages from 0."""

    practice_id: int
    page: int


@tap("iv")
class InvitationShown(Tap):
    """anew: in a new message, below one that is there to be passed on."""

    invitation_id: int
    anew: bool


@tap("iq")
class InvitationChoiceAsked(Tap):
    """What to choose for it: a name, until when, for how many, in which language; pages from 0."""

    invitation_id: int
    what: str
    page: int


@tap("id")
class InvitationProlonged(Tap):
    """It works for so many days from now."""

    invitation_id: int
    days: int


@tap("iu")
class InvitationSized(Tap):
    """It works for so many people."""

    invitation_id: int
    uses: int


@tap("it")
class InvitationTranslated(Tap):
    """The same for readers of another language: with its own link and poster."""

    invitation_id: int
    language: str


@tap("ir")
class RevocationAsked(Tap):
    invitation_id: int


@tap("ic")
class RevocationConfirmed(Tap):
    invitation_id: int
