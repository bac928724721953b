"""Inviting people: for whom, the message to forward to them, and what was made before."""

from collections.abc import Sequence
from dataclasses import dataclass

from rules.access import ANSWERING, Role
from rules.invitation import DAYS, LONGEST_NAME, Invitation, uses_to_choose
from rules.summary import Response
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup, literal, plain
from texts.layout import column, lines, paragraphs
from texts.message import LONGEST_COPY, Button, File, Message, button
from texts.messages.language import LANGUAGES, own_name
from texts.messages.next_figures import NextFigures, next_figures
from texts.paging import on_page, turn_pages
from texts.practice_list import practice_list
from texts.taps.invitations import (
    InvitationAsked,
    InvitationChoiceAsked,
    InvitationProlonged,
    InvitationShown,
    InvitationSized,
    InvitationsShown,
    InvitationTranslated,
    InvitingShown,
    PosterAsked,
    RevocationAsked,
    RevocationConfirmed,
)


def practices_to_invite_to(t: Translator, options: Sequence[tuple[int, str]], page: int) -> Message:
    """The practices (id, name) a manager can choose from."""
    return Message(t("invitation.which_practice"), practice_list(t, options, page, "invite", InvitingShown))


def roles_to_invite(
    t: Translator,
    practice_id: int,
    practice: str,
    roles: Sequence[Role],
    running: int,
    waiting: NextFigures,
) -> Message:
    """running: how many invitations still let people in. waiting: from when there are figures of caregivers."""
    buttons = [button(t(f"button.invite_{role}"), InvitationAsked(practice_id, role)) for role in roles]
    if Role.CAREGIVER in roles:
        buttons.append(button(t("button.invite_by_poster"), PosterAsked(practice_id)))
    if running:
        buttons.append(button(t.many("button.running_invitations", running), InvitationsShown(practice_id, 0)))
    asked = t("invitation.for_whom", practice=practice)
    text = paragraphs(asked, next_figures(t, waiting)) if Role.CAREGIVER in roles else asked
    return Message(text, column(*buttons))


def invitation(
    t: Translator, found: Invitation, practice: str, link: str, timezone: str, readers: Translator | None = None
) -> Message:
    """First the one to forward, which speaks to who is invited; then how often it works, for who made it.

    readers: the voice of who is invited, when it is another.
    """
    to_forward = Message((readers or t)(f"invitation.{found.role}", practice=practice, link=literal(link)))
    until = t.moment(found.expires_at, timezone)
    change = button(t("button.change_invitation"), InvitationShown(found.id, True))
    take_back = button(t("button.revoke"), RevocationAsked(found.id))
    counted = t("invitation.counted") if found.role is Role.CAREGIVER and found.is_for_many else NOTHING
    limits = lines(t.many("invitation.limits", found.uses, until=until), counted)
    return Message(limits, column(_copies(t, plain(to_forward.text), link), change, take_back), ahead=(to_forward,))


def _copies(t: Translator, text: str, link: str) -> Button:
    """Its text for another app; where Telegram finds that too long, its first line and the link."""
    shorter = "\n".join((text.partition("\n")[0], link))
    fitting = next((words for words in (text, shorter) if len(words.encode("utf-16-le")) <= 2 * LONGEST_COPY), link)
    return Button(plain(t("button.copy_invitation")), copies=fitting)


#: What can be chosen for an invitation.
CHOICES = ("name", "days", "uses", "language")


def card(t: Translator, found: Invitation, practice: str, timezone: str) -> Message:
    """What it is called, how long and for whom it works, what it brought, and what can be changed."""
    head = t("invitation.card", name=_called(t, found), practice=practice)
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


def _called(t: Translator, found: Invitation) -> str:
    return found.name or t(f"invitation.line_{found.role}")


def with_qr(t: Translator, code: File) -> Message:
    """The link as a picture."""
    return Message(t("invitation.qr"), file=code)


def with_poster(t: Translator, page: File) -> Message:
    """The link on a page to hang on a wall."""
    return Message(t("invitation.poster"), file=page)


def on_poster(t: Translator, found: Invitation) -> tuple[tuple[str, ...], str, str, tuple[str, ...]]:
    """What stands on it, without formatting: what it is about in three lines, what to do, until when, small print."""
    until = t.long_day(found.expires_at.date())
    return (
        tuple(plain(t(f"poster.{found.role}")).splitlines()),
        plain(t("poster.scan")),
        plain(t("poster.until", until=until)),
        (plain(t("poster.telegram")),),
    )


@dataclass(frozen=True, slots=True)
class Brought:
    """Of a role in a practice: how many are still there, and how many of those asked answered in the last round.

    last: None before a round was closed.
    """

    role: Role
    still_there: int
    last: Response | None


def running(
    t: Translator, practice_id: int, practice: str, found: Sequence[Invitation], brought: Sequence[Brought], page: int
) -> Message:
    """The invitations that still let people in, each a button to look closer; and what all of them brought by role."""
    rows = column(*(button(_in_a_line(t, one), InvitationShown(one.id, False)) for one in on_page(found, page)))
    back = column(button(t("button.back"), InvitingShown(practice_id)))
    pages = turn_pages(t, found, page, lambda to: InvitationsShown(practice_id, to))
    head = t("invitation.running" if found else "invitation.none_running", practice=practice)
    return Message(paragraphs(head, lines(*(_by_role(t, one) for one in brought))), rows + pages + back)


def _by_role(t: Translator, one: Brought) -> Markup:
    """Of one invitation it would tell of few."""
    role = t(f"invitation.line_{one.role}")
    if one.last is None:
        return t("invitation.there", role=role, n=one.still_there)
    last = one.last
    return t("invitation.there_and_answered", role=role, n=one.still_there, answered=last.answered, asked=last.eligible)


def _in_a_line(t: Translator, one: Invitation) -> str:
    until = t.short_day(one.expires_at.date())
    return t("invitation.line", role=_called(t, one), used=one.used, uses=one.uses, until=until)


def revocation(t: Translator, found: Invitation, practice: str) -> Message:
    """Whether one is sure."""
    sure = button(t("button.revoke_sure"), RevocationConfirmed(found.id))
    assert found.practice_id is not None
    not_sure = button(t("button.sure_not"), InvitationsShown(found.practice_id, 0))
    text = t.many("invitation.revocation", found.used, role=t(f"invitation.line_{found.role}"), practice=practice)
    return Message(text, column(sure, not_sure))
