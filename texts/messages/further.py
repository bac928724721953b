"""What is asked after the first check-in: one thing in a message, and each can be left."""

from rules.consent import Purpose
from rules.own_time import CLOCKS
from texts import notice
from texts.callback_data import SKIP
from texts.catalogue import Translator
from texts.layout import column, lines, paragraphs
from texts.message import Message, button
from texts.taps.further import FurtherAnswered, FurtherEnded, PartOfDayPreferred


def part_of_day(t: Translator) -> Message:
    """When somebody wants to be asked; each part is as good as another."""
    parts = (
        button(t(f"button.part_{part}", clock=t.clock(clock)), PartOfDayPreferred(part))
        for part, clock in CLOCKS.items()
    )
    anytime = button(t("button.any_part"), PartOfDayPreferred(SKIP))
    return Message(lines(t("further.part_of_day"), t("further.change_time")), column(*parts, anytime), silent=True)


def purpose(t: Translator, asked: Purpose) -> Message:
    """Something to say yes to, in the words of `/privacy`."""
    text = paragraphs(t(f"further.{asked}"), t(f"privacy.about_{asked}"), t("further.change_purpose"))
    shown = notice.of_purpose(t, asked)[: notice.ON_A_BUTTON]
    choices = (
        button(t(f"button.further_{word}"), FurtherAnswered(asked, given, shown))
        for word, given in (("yes", True), ("no", False))
    )
    return Message(text, column(*choices, button(t("button.further_end"), FurtherEnded())), silent=True)


def end(t: Translator) -> Message:
    """Nothing more is asked, and where to change it."""
    return Message(t("further.end"), silent=True)
