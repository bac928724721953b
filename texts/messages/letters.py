"""What was asked by letter, as the person reads it in the chat."""

from datetime import datetime

from rules.payloads.letters import ErasureRefused
from texts.catalogue import Translator
from texts.fixed_messages import says
from texts.layout import column
from texts.message import Message, button
from texts.taps.letters import ErasureDenied


def erasure_announced(t: Translator, request_id: int, nickname: str | None, at: datetime, timezone: str) -> Message:
    """When everything goes, and the way to stop that. nickname: of whom, when it is not of the reader."""
    when = t.moment(at, timezone)
    words = t("letter.erasure_of", nickname=nickname, moment=when) if nickname else t("letter.erasure", moment=when)
    return Message(words, column(button(t("button.erasure_denied"), ErasureDenied(request_id))))


@says(ErasureRefused)
def erasure_refused(t: Translator) -> Message:
    return Message(t("letter.refused"))
