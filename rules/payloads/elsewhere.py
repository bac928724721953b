"""What other practices recommend, and being introduced to them."""

from rules.payloads.payload import Payload, payload


@payload("elsewhere", subject="experiment_id")
class Elsewhere(Payload):
    """What is recommended under the central question of this own experiment."""

    experiment_id: int
    page: int = 0


@payload("elsewhere_card", subject="experiment_id")
class ElsewhereCard(Payload):
    """The card of a recommended one, for who looks after this own experiment."""

    experiment_id: int
    from_id: int


@payload("introduction_question", subject="introduction_id")
class IntroductionQuestion(Payload):
    """To the coordinators of a recommended experiment: another practice would like to meet."""

    introduction_id: int


@payload("introduction_asked")
class IntroductionUnderWay(Payload):
    """To who asked: the others are asked now."""


@payload("introduction", subject="introduction_id")
class Introduced(Payload):
    """To each of the two: how to reach the other."""

    introduction_id: int


@payload("introduction_not", subject="introduction_id")
class NotIntroduced(Payload):
    """To who asked: not now."""

    introduction_id: int
