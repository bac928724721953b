"""An experiment's card, which is made to be passed on."""

from rules.payloads.payload import Payload, payload


@payload("cards", subject="practice_id")
class CardList(Payload):
    """The experiments of a practice to choose from."""

    practice_id: int
    page: int = 0


@payload("card", subject="experiment_id")
class Card(Payload):
    """The card as it stands."""

    experiment_id: int


@payload("card_fields", subject="experiment_id")
class CardFields(Payload):
    """Which field to change?"""

    experiment_id: int


@payload("card_field", subject="experiment_id")
class CardField(Payload):
    """One field of rules.experience_card.FIELDS, to be typed anew."""

    experiment_id: int
    field: str


@payload("card_file", subject="experiment_id")
class CardFile(Payload):
    """The card as a file of this kind."""

    experiment_id: int
    kind: str
