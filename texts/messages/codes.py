"""A code that somebody makes for another: what for, and the code itself."""

from collections.abc import Sequence
from datetime import datetime

from rules.code import Purpose
from texts.catalogue import Translator
from texts.layout import column, paragraphs
from texts.message import Button, Message, button
from texts.taps.codes import CodeAsked, CodePurposeChosen


def way(t: Translator) -> Button:
    """*Code*, wherever it stands."""
    return button(t("button.code"), CodeAsked())


def choice(t: Translator, offered: Sequence[Purpose]) -> Message:
    """What it can be used for."""
    return Message(
        t("code.choose"), column(*(button(t(f"button.code_{one}"), CodePurposeChosen(one)) for one in offered))
    )


def code(t: Translator, purpose: Purpose, digits: str, until: datetime, timezone: str) -> Message:
    """digits: in groups, to be read aloud."""
    moment = t.moment(until, timezone)
    return Message(paragraphs(t("code.is", code=digits), t(f"code.{purpose}"), t("code.once", moment=moment)))
