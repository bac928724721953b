"""May a text go on an experience card?"""

from texts.callback_data import Tap, tap


@tap("kj")
class PublicationsAsked(Tap):
    """From `/privacy`: the newest text."""


@tap("kt")
class PublicationShown(Tap):
    """This text, with its words."""

    answer_id: int


@tap("ku")
class PublicationChosen(Tap):
    """Yes or no; shown: the beginning of the fingerprint of the words that were shown."""

    answer_id: int
    given: bool
    shown: str
