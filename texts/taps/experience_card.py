"""`/ervaring`: the card of an experiment."""

from texts.callback_data import Tap


class CardsShown(Tap, code="kl"):
    """The experiments of a practice, for their cards."""

    practice_id: int
    page: int


class CardShown(Tap, code="kk"):
    experiment_id: int


class CardFieldsShown(Tap, code="kf"):
    """*Aanpassen*."""

    experiment_id: int


class CardFieldChosen(Tap, code="kv"):
    """field: of rules.experience_card.FIELDS."""

    experiment_id: int
    field: str


class CardFieldReset(Tap, code="kr"):
    """Left empty; or filled from the reports again."""

    experiment_id: int
    field: str
    empty: bool


class CardFileAsked(Tap, code="kd"):
    """kind: "docx", "html" or "md"."""

    experiment_id: int
    kind: str
