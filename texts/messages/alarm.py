"""To the programme managers: the bot itself needs somebody to look at it."""

from texts.catalogue import Translator
from texts.escaping import NOTHING, literal
from texts.layout import lines, paragraphs
from texts.message import Message

#: What whoever looks after the bot types to see more.
COMMAND = "python -m bot status"


def failing(t: Translator, unsent: int, set_aside: int, hours: int) -> Message:
    """So many messages did not arrive, and so many from people could not be handled, in the last `hours`."""
    counted = lines(
        t.many("alarm.unsent", unsent) if unsent else NOTHING,
        t.many("alarm.set_aside", set_aside) if set_aside else NOTHING,
    )
    return Message(paragraphs(t("alarm.failing", hours=hours), counted, t("alarm.ask", command=literal(COMMAND))))


def silence(t: Translator, hours: int) -> Message:
    """Nothing came in for so many hours, though people were asked something."""
    return Message(paragraphs(t("alarm.silence", hours=hours), t("alarm.ask", command=literal(COMMAND))))


def refusals(t: Translator) -> Message:
    """So many people refuse what is sent that it may be a fault of ours."""
    return Message(paragraphs(t("alarm.refusals"), t("alarm.ask", command=literal(COMMAND))))


def guessing(t: Translator, wrong: int) -> Message:
    """So many invitations that do not work were tried within an hour."""
    return Message(paragraphs(t.many("alarm.guessing", wrong), t("alarm.guessing_why")))
