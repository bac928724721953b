"""A check-in: answering, looking back, changing."""

from texts.callback_data import Tap, tap


@tap("a")
class AnswerGiven(Tap):
    check_in_id: int
    version: int
    step: str
    option: str


@tap("b")
class StepBack(Tap):
    """*Terug*, tapped under this step."""

    check_in_id: int
    version: int
    step: str


@tap("k")
class AnswerKept(Tap):
    """*Zo laten*: looked back at an answer and left it."""

    check_in_id: int


@tap("o")
class OtherMeant(Tap):
    """*Nee* to whether an option was meant: the question again."""

    check_in_id: int


@tap("c")
class ChangeAsked(Tap):
    """*Wijzigen*: show the answers to choose from."""

    check_in_id: int


@tap("cp")
class AnswersPaged(Tap):
    """More of the answers to choose from."""

    check_in_id: int
    page: int


@tap("r")
class StepRevisited(Tap):
    check_in_id: int
    step: str
