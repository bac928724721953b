"""One invitation in its coordinator's hands: what it brought, and what there is to choose for it."""

from collections.abc import Sequence

from rules.access import ANSWERING
from rules.invitation import DAYS, LONGEST_NAME, Invitation, uses_to_choose
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup
from texts.layout import column, lines, paragraphs
from texts.message import Button, Message, button
from texts.messages.language import LANGUAGES, own_name
from texts.paging import on_page, turn_pages
from texts.taps.invitations import (
    InvitationChoiceAsked,
    InvitationProlonged,
    InvitationShown,
    InvitationSized,
    InvitationsShown,
    InvitationTranslated,
    RevocationAsked,
)

#: What can be chosen for an invitation.
CHOICES = ("name", "days", "uses", "language")


def card(t: Translator, found: Invitation, practice: str, timezone: str) -> Message:
    """What it is called, how long and for whom it works, what it brought, and what can be changed."""
    head = t("invitation.card", name=called(t, found), practice=practice)
    limits = t.many("invitation.limits", found.uses, until=t.moment(found.expires_at, timezone))
    brought = t("invitation.brought", used=found.used, joined=found.joined)
    return Message(paragraphs(head, lines(limits, brought, _on_the_wall(t, found))), column(*_changes(t, found)))


def _on_the_wall(t: Translator, found: Invitation) -> Markup:
    return t("invitation.on_the_wall") if found.is_for_many and found.role in ANSWERING else NOTHING


def _changes(t: Translator, found: Invitation) -> list[Button]:
    possible = {"uses": bool(uses_to_choose(found)), "language": found.is_for_many and found.role in ANSWERING}
    choices = [what for what in CHOICES if possible.get(what, True)]
    assert found.practice_id is not None
    return [
        *(button(t(f"button.invitation_{what}"), InvitationChoiceAsked(found.id, what, 0)) for what in choices),
        button(t("button.revoke"), RevocationAsked(found.id)),
        button(t("button.back"), InvitationsShown(found.practice_id, 0)),
    ]


def ask_name(t: Translator, found: Invitation, problem: str | None) -> Message:
    """A name is typed; of a place or an occasion, not of somebody."""
    wrong = t("invitation.name_too_long", limit=LONGEST_NAME) if problem else NOTHING
    return Message(paragraphs(wrong, t("invitation.ask_name")), column(_back(t, found)))


def ask_days(t: Translator, found: Invitation) -> Message:
    """How long it works, from now on."""
    terms = (button(t.many("button.days", n), InvitationProlonged(found.id, n)) for n in DAYS)
    return Message(t("invitation.ask_days"), column(*terms, _back(t, found)))


def ask_uses(t: Translator, found: Invitation) -> Message:
    """For how many people."""
    sizes = (button(t.many("button.people", n), InvitationSized(found.id, n)) for n in uses_to_choose(found))
    return Message(t("invitation.ask_uses"), column(*sizes, _back(t, found)))


def ask_language(t: Translator, found: Invitation, languages: Sequence[str], page: int = 0) -> Message:
    """For readers of which language."""
    here = on_page(languages, page, LANGUAGES)
    choices = (button(own_name(key), InvitationTranslated(found.id, key)) for key in here)
    pages = turn_pages(t, languages, page, lambda to: InvitationChoiceAsked(found.id, "language", to), LANGUAGES)
    return Message(t("invitation.ask_language"), column(*choices) + pages + column(_back(t, found)))


def _back(t: Translator, found: Invitation) -> Button:
    return button(t("button.back"), InvitationShown(found.id, False))


def called(t: Translator, found: Invitation) -> str:
    """Its name, or whom it is for."""
    return found.name or t(f"invitation.line_{found.role}")
