"""To the programme managers: the bot itself needs somebody to look at it."""

from rules.command_line import to_type
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup, literal
from texts.layout import lines, paragraphs
from texts.message import Message


def failing(t: Translator, unsent: int, set_aside: int, hours: int) -> Message:
    """So many messages did not arrive, and so many from people could not be handled, in the last `hours`."""
    counted = lines(
        t.many("alarm.unsent", unsent) if unsent else NOTHING,
        t.many("alarm.set_aside", set_aside) if set_aside else NOTHING,
    )
    return Message(paragraphs(t("alarm.failing", hours=hours), counted, t("alarm.ask", command=_more())))


def silence(t: Translator, hours: int) -> Message:
    """Nothing came in for so many hours, though people were asked something."""
    return Message(paragraphs(t("alarm.silence", hours=hours), t("alarm.ask", command=_more())))


def refusals(t: Translator) -> Message:
    """So many people refuse what is sent that it may be a fault of ours."""
    return Message(paragraphs(t("alarm.refusals"), t("alarm.ask", command=_more())))


def guessing(t: Translator, wrong: int) -> Message:
    """So many invitations that do not work were tried within an hour."""
    return Message(paragraphs(t.many("alarm.guessing", wrong), t("alarm.guessing_why")))


def _more() -> Markup:
    """What whoever looks after the bot types to see more."""
    return literal(to_type("status"))
