"""May a text go on an experience card?"""

from texts.callback_data import Tap


class PublicationsAsked(Tap, code="kj"):
    """From `/privacy`: the newest text."""


class PublicationShown(Tap, code="kt"):
    """This text, with its words."""

    answer_id: int


class PublicationChosen(Tap, code="ku"):
    """Yes or no; shown: the beginning of the fingerprint of the words that were shown."""

    answer_id: int
    given: bool
    shown: str
