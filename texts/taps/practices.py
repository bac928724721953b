"""The practices, in the hands of a manager."""

from texts.callback_data import Tap


class PracticesListed(Tap, code="gl"):
    page: int


class PracticeShown(Tap, code="go"):
    practice_id: int


class PracticeRenameAsked(Tap, code="gn"):
    practice_id: int


class PracticeChangeAsked(Tap, code="gc"):
    """*Sluiten* or *Weer openen*, not yet sure."""

    practice_id: int
    what: str


class PracticeChangeConfirmed(Tap, code="gd"):
    practice_id: int
    what: str


class PracticeAddAsked(Tap, code="ga"):
    """*Praktijk toevoegen*."""


class RegionChosen(Tap, code="gh"):
    """The school-holiday region of a practice that is being added."""

    region: str
