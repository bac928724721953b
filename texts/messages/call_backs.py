"""What coordinators are told of somebody who wants to be called back: who, and nothing of answers or of when."""

from rules.access import Role
from rules.address import Address
from texts.catalogue import Translator
from texts.escaping import Markup, literal
from texts.layout import column, lines, paragraphs
from texts.message import Button, Message, button
from texts.taps.call_backs import CallBackHandled, ContactAgreed, ContactChosen, ContactOffered


def call_back(
    t: Translator,
    call_back_id: int,
    first_name: str,
    address: Address,
    practice: str,
    *,
    again: bool,
) -> Message:
    """The request, with a link to the person's chat. again: nobody has seen to it for days."""
    name = Markup(f'<a href="tg://user?id={address}">{literal(first_name)}</a>')
    asked = t("call_back.asked_again" if again else "call_back.asked", name=name, practice=practice)
    text = paragraphs(asked, t("call_back.how"))
    return Message(text, column(button(t("button.handled"), CallBackHandled(call_back_id))), protected=True)


def handled(t: Translator) -> Message:
    """Somebody saw to it: the name is gone."""
    return Message(t("call_back.handled"))


def withdrawn(t: Translator) -> Message:
    """The person took it back, or is no longer here."""
    return Message(t("call_back.withdrawn"))


def way(t: Translator) -> Button:
    """*Ik wil contact*: the same wherever it stands."""
    return button(t("button.contact"), ContactOffered())


def offer(t: Translator, seen_by: Role) -> Message:
    """Whether somebody wants to be called back, who sees that, and what is told then."""
    yes = button(t("button.contact_yes"), ContactAgreed(seen_by))
    no = button(t("button.contact_no"), ContactChosen(False))
    if seen_by is Role.MANAGER:
        return Message(lines(t("call_back.offer_managers"), t("call_back.consent_managers")), column(yes, no))
    return Message(lines(t("call_back.offer"), t("check_in.call_back_consent")), column(yes, no))
