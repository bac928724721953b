"""An answer to what caregivers wrote: for all of them, so that nothing tells who did."""

from collections.abc import Collection, Sequence

from rules.reply import LONGEST, Concern, concerns
from rules.seen import fingerprint
from texts.catalogue import Translator
from texts.escaping import Markup, literal, shortened
from texts.layout import column, lines, paragraphs
from texts.message import Message, button
from texts.taps.replies import ReplyDecided


def reply(t: Translator, text: str) -> Message:
    """As every caregiver gets it just before a check-in: without a sound."""
    return Message(_words(t, text), silent=True)


def _words(t: Translator, text: str) -> Markup:
    return lines(t("reply.head"), literal(shortened(text, LONGEST)))


def question(t: Translator) -> Message:
    """A coordinator is asked to write it."""
    return Message(t("reply.question"))


def draft(t: Translator, text: str, practice_id: int, remarks: Collection[str], *, approved: bool) -> Message:
    """As every caregiver will get it, before anybody does; with what to look at once more."""
    seen = fingerprint(text)
    head = t("reply.approved" if approved else "reply.draft")
    looked = [t(f"reply.{concern}") for concern in pointed_out(t, text, remarks)]
    send = () if approved else column(button(t("button.send_reply"), ReplyDecided(practice_id, seen, True)))
    drop = column(button(t("button.drop_reply"), ReplyDecided(practice_id, seen, False)))
    return Message(paragraphs(head, _words(t, text), *looked, t("reply.rewrite")), send + drop)


def pointed_out(t: Translator, text: str, remarks: Collection[str]) -> Sequence[Concern]:
    """What its writer should look at before it goes out."""
    return concerns(text, str(t("typed.make_known")).split("\n"), remarks)
