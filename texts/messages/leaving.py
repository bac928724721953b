"""Stopping, and having everything erased."""

from rules.payloads.leaving import Erased, ErasureDropped, ErasureQuestion, NothingKept, Stopped
from texts.catalogue import Translator
from texts.fixed_messages import says
from texts.layout import column
from texts.message import Message, button
from texts.taps.leaving import ErasureAnswered


@says(Stopped)
def stopped(t: Translator) -> Message:
    return Message(t("leaving.stopped"))


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
