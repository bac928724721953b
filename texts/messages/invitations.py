"""Inviting people: for whom, and the message to forward to them."""

from datetime import datetime

from rules.access import ANSWERING, Role
from texts.callback_data import InvitationAsked
from texts.catalogue import Translator
from texts.escaping import literal
from texts.layout import column, paragraphs
from texts.message import Message, button


def roles_to_invite(t: Translator) -> Message:
    buttons = (button(t(f"button.invite_{role}"), InvitationAsked(role)) for role in ANSWERING)
    return Message(t("invitation.for_whom"), column(*buttons))


def invitation(
    t: Translator, practice: str, role: Role, link: str, uses: int, expires_at: datetime, timezone: str
) -> Message:
    """Ready to forward: it speaks to the one invited. Works `uses` times, until `expires_at`."""
    until = t.moment(expires_at, timezone)
    text = t(f"invitation.{role}", practice=practice, link=literal(link))
    return Message(paragraphs(text, t.many("invitation.limits", uses, until=until)))
