"""The practices, in the hands of a manager."""

from texts.callback_data import Tap, tap


@tap("gl")
class PracticesListed(Tap):
    page: int


@tap("go")
class PracticeShown(Tap):
    practice_id: int


@tap("gn")
class PracticeRenameAsked(Tap):
    practice_id: int


@tap("gc")
class PracticeChangeAsked(Tap):
    """*Sluiten* or *Weer openen*, not yet sure."""

    practice_id: int
    what: str


@tap("gd")
class PracticeChangeConfirmed(Tap):
    practice_id: int
    what: str


@tap("ga")
class PracticeAddAsked(Tap):
    """*Praktijk toevoegen*."""


@tap("gh")
class RegionChosen(Tap):
    """The school-holiday region of a practice that is being added."""

    region: str
