"""A check-in: answering, looking back, changing."""

from texts.callback_data import Tap


class AnswerGiven(Tap, code="a"):
    check_in_id: int
    version: int
    step: str
    option: str


class StepBack(Tap, code="b"):
    """*Terug*, tapped under this step."""

    check_in_id: int
    version: int
    step: str


class AnswerKept(Tap, code="k"):
    """*Zo laten*: looked back at an answer and left it."""

    check_in_id: int


class OtherMeant(Tap, code="o"):
    """*Nee* to whether an option was meant: the question again."""

    check_in_id: int


class ChangeAsked(Tap, code="c"):
    """*Wijzigen*: show the answers to choose from."""

    check_in_id: int


class AnswersPaged(Tap, code="cp"):
    """More of the answers to choose from."""

    check_in_id: int
    page: int


class StepRevisited(Tap, code="r"):
    check_in_id: int
    step: str
