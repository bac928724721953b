"""May a text go on an experience card?"""

from rules.payloads.payload import Payload, payload


@payload("publication", subject="answer_id")
class Publication(Payload):
    """Asked with the words shown. chosen: what was chosen, and no words."""

    answer_id: int
    chosen: bool = False


@payload("publication_over", subject="answer_id")
class PublicationOver(Payload):
    """The round closed: the words go from the screen, and where it can still be chosen."""

    answer_id: int


@payload("publication_none")
class PublicationNone(Payload):
    """There is no text to choose about."""
