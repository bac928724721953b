"""`/ervaring`: the card of an experiment."""

from texts.callback_data import Tap, tap


@tap("kl")
class CardsShown(Tap):
    """The experiments of a practice, for their cards."""

    practice_id: int
    page: int


@tap("kk")
class CardShown(Tap):
    experiment_id: int


@tap("kf")
class CardFieldsShown(Tap):
    """*Aanpassen*."""

    experiment_id: int


@tap("kv")
class CardFieldChosen(Tap):
    """field: of rules.experience_card.FIELDS."""

    experiment_id: int
    field: str


@tap("kr")
class CardFieldReset(Tap):
    """Left empty; or filled from the reports again."""

    experiment_id: int
    field: str
    empty: bool


@tap("kd")
class CardFileAsked(Tap):
    """kind: "docx", "html" or "md"."""

    experiment_id: int
    kind: str
