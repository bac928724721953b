"""Who leads, roles that end, and handing over."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from msgspec import Struct

from rules.access import LEADING, Role
from rules.payloads.endings import How
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup
from texts.layout import column, lines, paragraphs
from texts.message import Button, Message, button
from texts.messages.programme import OVERVIEW
from texts.paging import on_page, turn_pages
from texts.taps.commands import CommandGiven
from texts.taps.endings import (
    CodeWayChosen,
    EndByCodeShown,
    EndingAsked,
    EndingConfirmed,
    LeadersShown,
    LetterRefused,
    SuccessionShown,
    SuccessorInvited,
)
from texts.taps.invitations import InvitingShown, RevocationAsked
from texts.taps.practices import PracticeShown
from texts.taps.programme import ProgrammeShown

WAYS = ("aloud", "letter")


class Leader(Struct, frozen=True):
    """A row of the list. mark: stands where the name will. since: a local day. is_reader: who looks at the list."""

    membership_id: int
    mark: str
    since: date
    is_reader: bool


def leaders(
    t: Translator, practice_id: int | None, practice: str | None, found: Sequence[Leader], page: int, invites: bool
) -> Message:
    """Who coordinates a practice, or leads the programme; each with a way to end that role."""
    each = list(enumerate(found, 1))
    shown = on_page(each, page)
    listed = lines(*(_leader(t, number, one) for number, one in shown))
    asks = (
        button(t("button.end_role", number=number), EndingAsked(one.membership_id))
        for number, one in shown
        if not one.is_reader
    )
    pages = turn_pages(t, each, page, lambda to: LeadersShown(practice_id or 0, to))
    invite = (button(t("button.practice_invite"), InvitingShown(practice_id)),) if practice_id and invites else ()
    back = PracticeShown(practice_id) if practice_id else ProgrammeShown(OVERVIEW)
    head = t("leaders.of_practice", practice=practice) if practice else t("leaders.of_programme")
    text = paragraphs(head, listed or t("leaders.nobody"), t("leaders.not_kept") if listed else NOTHING)
    return Message(text, column(*asks) + pages + column(*invite, button(t("button.back"), back)), protected=True)


def _leader(t: Translator, number: int, one: Leader) -> Markup:
    key = "leaders.reader" if one.is_reader else "leaders.one"
    return t(key, number=number, name=Markup(one.mark), day=t.long_day(one.since))


def nameless(t: Translator) -> Markup:
    """In the place of a name that Telegram does not tell."""
    return t("leaders.nameless")


def sure(t: Translator, membership_id: int, mark: str, practice_id: int | None, practice: str | None) -> Message:
    """Whether one is sure to end a leader's role."""
    yes = button(t("button.end_role_sure"), EndingConfirmed(membership_id))
    no = button(t("button.sure_not"), LeadersShown(practice_id or 0, 0))
    asked = (
        t("leaders.sure_coordinator", name=Markup(mark), practice=practice)
        if practice
        else t("leaders.sure_manager", name=Markup(mark))
    )
    return Message(asked, column(yes, no), protected=True)


def ended(t: Translator, roles: Collection[Role], practice: str | None, how: How) -> Message:
    """To whose roles they were, in their words."""
    leading = next((role for role in roles if role in LEADING), None)
    if leading:
        what, after = t(f"ended.{leading}", practice=practice or ""), t("ended.after_leading")
    else:
        named = t.joined([t(f"role.{role}") for role in roles])
        what, after = t("ended.answering", practice=practice or "", roles=named), t("ended.after_answering")
    return Message(paragraphs(lines(what, t(f"ended.how_{how}")), after))


def unled(t: Translator, practice_id: int, practice: str) -> Message:
    """To managers: nobody coordinates this practice any more."""
    ways = (
        button(t("button.practice_invite"), InvitingShown(practice_id)),
        button(t("button.to_practice_card"), PracticeShown(practice_id)),
    )
    return Message(t("leaders.unled", practice=practice), column(*ways))


def succession(t: Translator, practice_id: int, practice: str, invitation_id: int | None) -> Message:
    """What handing over means. invitation_id: of a link that is out already."""
    invite = button(
        t("button.invite_successor" if invitation_id is None else "button.another_successor"),
        SuccessorInvited(practice_id),
    )
    withdraw = () if invitation_id is None else (button(t("button.revoke"), RevocationAsked(invitation_id)),)
    out = NOTHING if invitation_id is None else t("succession.out")
    text = paragraphs(t("succession.about", practice=practice), out)
    return Message(text, column(invite, *withdraw, back_to(t, "praktijk")))


def how_did_it_come(t: Translator, practice_id: int, practice: str) -> Message:
    """Somebody wants to be signed off, and has a code."""
    ways = (
        button(t("button.code_aloud" if way == "aloud" else "button.code_letter_in"), CodeWayChosen(practice_id, way))
        for way in WAYS
    )
    return Message(t("sign_off.how", practice=practice), column(*ways, back_to(t, "mensen")))


def type_the_code(t: Translator, practice_id: int, way: str) -> Message:
    """Its digits are typed next."""
    return Message(t(f"sign_off.type_{way}"), column(button(t("button.back"), EndByCodeShown(practice_id))))


def signed_off(t: Translator, works: bool, on: date | None) -> Message:
    """What came of a code: done, on a day, or it does not work."""
    if not works:
        return Message(t("sign_off.wrong"))
    return Message(t("sign_off.later", day=t.long_day(on)) if on else t("sign_off.done"))


def letter_came(t: Translator, ending_id: int, practice: str, at: datetime, timezone: str) -> Message:
    """To who is said to have written."""
    no = button(t("button.letter_no"), LetterRefused(ending_id))
    return Message(t("sign_off.letter_came", practice=practice, moment=t.moment(at, timezone)), column(no))


def letter_denied(t: Translator, practice: str) -> Message:
    """To the coordinator who has the letter."""
    return Message(t("sign_off.letter_denied", practice=practice))


def back_to(t: Translator, name: str) -> Button:
    """To the list of commands under this one."""
    return button(t("button.back"), CommandGiven(name))


def way_to_succession(t: Translator, practice_id: int) -> Button:
    """*Overdragen*."""
    return button(t("button.succession"), SuccessionShown(practice_id))


def way_to_sign_off(t: Translator, practice_id: int) -> Button:
    """*Iemand uitschrijven*."""
    return button(t("button.sign_off"), EndByCodeShown(practice_id))
