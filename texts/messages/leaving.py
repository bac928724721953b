"""Stopping, and having everything erased."""

from rules.payloads.leaving import Erased, ErasureDropped, ErasureQuestion, NothingKept, StopQuestion
from texts.catalogue import Translator
from texts.fixed_messages import says
from texts.layout import column
from texts.message import Message, button
from texts.messages.privacy import withdrawing
from texts.taps.leaving import ErasureAnswered, StopAnswered


def stopped(t: Translator, *, takes_part: bool = True) -> Message:
    """takes_part: has a yes that can be taken back, which is more than to stop."""
    return Message(t("leaving.stopped"), column(withdrawing(t)) if takes_part else ())


def withdrawn(t: Translator, days: int) -> Message:
    """Also the yes is taken back: after so many days nothing is kept."""
    return Message(t("leaving.withdrawn", days=days))


@says(StopQuestion)
def stop_question(t: Translator) -> Message:
    yes, no = (button(t(f"button.stop_{key}"), StopAnswered(key == "yes")) for key in ("yes", "no"))
    return Message(t("leaving.stop_question"), column(yes, withdrawing(t), no))


@says(ErasureQuestion)
def erase_question(t: Translator) -> Message:
    yes = button(t("button.erase"), ErasureAnswered(True))
    return Message(t("leaving.erase_question"), column(yes, button(t("button.erase_not"), ErasureAnswered(False))))


@says(Erased)
def erased(t: Translator) -> Message:
    return Message(t("leaving.erased"))


@says(NothingKept)
def nothing_kept(t: Translator) -> Message:
    return Message(t("leaving.nothing_kept"))


@says(ErasureDropped)
def erase_not(t: Translator) -> Message:
    return Message(t("leaving.erase_not"))
