"""Inviting people: for whom, the message to forward to them, and what was made before."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from msgspec import Struct

from rules.access import Role
from rules.invitation import Invitation
from rules.summary import Response
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup, literal, plain
from texts.layout import column, lines, paragraphs
from texts.message import LONGEST_COPY, Button, File, Message, button
from texts.messages.invitation_card import called
from texts.messages.next_figures import NextFigures, next_figures
from texts.paging import on_page, turn_pages
from texts.practice_list import practice_list
from texts.taps.invitations import (
    InvitationAsked,
    InvitationShown,
    InvitationsShown,
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
    buttons = column(_copies(t, plain(to_forward.text), link), change, take_back)
    return Message(limits, buttons, protected=True, ahead=(to_forward,))  # in its place stands who came by it


def _copies(t: Translator, text: str, link: str) -> Button:
    """Its text for another app; where Telegram finds that too long, its first line and the link."""
    shorter = "\n".join((text.partition("\n")[0], link))
    fitting = next((words for words in (text, shorter) if len(words.encode("utf-16-le")) <= 2 * LONGEST_COPY), link)
    return Button(plain(t("button.copy_invitation")), copies=fitting)


def with_qr(t: Translator, code: File) -> Message:
    """The link as a picture."""
    return Message(t("invitation.qr"), file=code)


def with_poster(t: Translator, page: File) -> Message:
    """The link on a page to hang on a wall."""
    return Message(t("invitation.poster"), file=page)


def on_poster(t: Translator, found: Invitation, timezone: str) -> tuple[tuple[str, ...], str, str, tuple[str, ...]]:
    """What stands on it, without formatting: what it is about in three lines, what to do, until when, small print."""
    until = t.long_day(found.expires_at.astimezone(ZoneInfo(timezone)))
    return (
        tuple(plain(t(f"poster.{found.role}")).splitlines()),
        plain(t("poster.scan")),
        plain(t("poster.until", until=until)),
        (plain(t("poster.telegram")),),
    )


class Brought(Struct, frozen=True):
    """Of a role in a practice: how many are still there, and how many of those asked answered in the last round.

    last: None before a round was closed.
    """

    role: Role
    still_there: int
    last: Response | None


def running(
    t: Translator,
    practice_id: int,
    practice: str,
    found: Sequence[Invitation],
    brought: Sequence[Brought],
    page: int,
    timezone: str,
) -> Message:
    """The invitations that still let people in, each a button to look closer; and what all of them brought by role."""
    rows = column(
        *(button(_in_a_line(t, one, timezone), InvitationShown(one.id, False)) for one in on_page(found, page))
    )
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


def _in_a_line(t: Translator, one: Invitation, timezone: str) -> str:
    until = t.short_day(one.expires_at.astimezone(ZoneInfo(timezone)))
    return t("invitation.line", role=called(t, one), used=one.used, uses=one.uses, until=until)


def revocation(t: Translator, found: Invitation, practice: str) -> Message:
    """Whether one is sure."""
    sure = button(t("button.revoke_sure"), RevocationConfirmed(found.id))
    assert found.practice_id is not None
    not_sure = button(t("button.sure_not"), InvitationsShown(found.practice_id, 0))
    text = t.many("invitation.revocation", found.joined, role=t(f"invitation.line_{found.role}"), practice=practice)
    return Message(text, column(sure, not_sure))
