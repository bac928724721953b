"""Stopping, and having everything erased."""

from texts.catalogue import Translator
from texts.layout import column
from texts.message import Message, button
from texts.taps.leaving import ErasureAnswered


def stopped(t: Translator) -> Message:
    return Message(t("leaving.stopped"))


def erase_question(t: Translator) -> Message:
    yes = button(t("button.erase"), ErasureAnswered(True))
    return Message(t("leaving.erase_question"), column(yes, button(t("button.erase_not"), ErasureAnswered(False))))


def erased(t: Translator) -> Message:
    return Message(t("leaving.erased"))


def nothing_kept(t: Translator) -> Message:
    return Message(t("leaving.nothing_kept"))


def erase_not(t: Translator) -> Message:
    return Message(t("leaving.erase_not"))
