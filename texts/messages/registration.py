"""Becoming part of a practice: the invitation, the privacy notice, and what little we ask."""

from collections.abc import Collection, Sequence
from datetime import datetime

from programme.model import OrganisationType
from rules.access import ANSWERING, Role
from rules.commands import Command
from rules.payloads.registration import NoToken, RefusedInvitation, RegistrationDeclined
from texts import notice
from texts.callback_data import SKIP
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup, shortened
from texts.fixed_messages import says
from texts.layout import Rows, column, lines, paragraphs
from texts.message import ON_A_BUTTON, Button, Message, button
from texts.messages.help import command_lines
from texts.notice import AS_SHIPPED, Terms
from texts.paging import on_page, turn_pages
from texts.practice_list import PER_PAGE
from texts.taps.registration import (
    ConsentGiven,
    ExperimentsChosen,
    ExperimentToggled,
    MoveAnswered,
    NoticeAsked,
    OpenPracticesPaged,
    OrganisationChosen,
    PracticeChosen,
    RegistrationPaged,
    RoleChosen,
    RoleDenied,
)

#: All of Tabel 1 on one page.
ORGANISATIONS = 20


def consent(
    t: Translator, membership_id: int, practice: str | None, role: Role, more: int, terms: Terms = AS_SHIPPED
) -> Message:
    """The privacy notice: short (0) with the role that is given, or (*Lees meer*) a screen of the whole.

    A manager has no practice.
    """
    short = paragraphs(notice.short(t, role, practice), t(f"registration.as_{role}"))
    shown = notice.of_notice(t, role, practice, terms)[: notice.ON_A_BUTTON]
    screens = (short, *notice.screens(t, terms))
    answers = _answers(t, membership_id, shown, screens, more, ("button.consent", "button.decline"))
    return Message(_at(screens, more), answers + column(button(t(f"button.not_{role}"), RoleDenied(membership_id))))


def wrong_role(t: Translator, role: Role) -> Message:
    """The role that was named is not theirs: nothing is kept, and whom to ask."""
    return Message(t(f"registration.wrong_{role}"))


def renewal(
    t: Translator, membership_id: int, practice: str | None, role: Role, more: int, terms: Terms = AS_SHIPPED
) -> Message:
    """The same for who agreed to an older one."""
    short = paragraphs(t("consent.renewed"), notice.short(t, role, practice))
    shown = notice.of_notice(t, role, practice, terms)[: notice.ON_A_BUTTON]
    screens = (short, *notice.screens(t, terms))
    answers = _answers(t, membership_id, shown, screens, more, ("button.consent_again", "button.no_more"))
    return Message(_at(screens, more), answers)


def _at(screens: Sequence[Markup], more: int) -> Markup:
    """The last one for who asks for more: the notice was a longer one when they read the one before."""
    return screens[min(more, len(screens) - 1)]


def _answers(
    t: Translator, membership_id: int, shown: str, screens: Sequence[Markup], more: int, labels: tuple[str, str]
) -> Rows:
    yes, no = labels
    further = [button(t("button.more"), NoticeAsked(membership_id, more + 1))] if more + 1 < len(screens) else []
    back = [button(t("button.less"), NoticeAsked(membership_id, 0))] if more else []
    return column(
        button(t(yes), ConsentGiven(membership_id, True, shown)),
        button(t(no), ConsentGiven(membership_id, False, shown)),
        *further,
        *back,
    )


def organisation(t: Translator, membership_id: int, types: Sequence[OrganisationType], page: int = 0) -> Message:
    shown = on_page(types, page, ORGANISATIONS)
    kinds = [button(t.pick(kind.name), OrganisationChosen(membership_id, kind.key)) for kind in shown]
    unknown = button(t("button.no_organisation"), OrganisationChosen(membership_id, SKIP))
    pages = turn_pages(t, types, page, lambda to: RegistrationPaged(membership_id, to), ORGANISATIONS)
    return Message(t("registration.organisation"), column(*kinds) + pages + column(unknown))


def experiments(
    t: Translator, membership_id: int, options: Sequence[tuple[int, str]], chosen: Collection[int], page: int = 0
) -> Message:
    """The practice's experiments (id, title), a page of them; a tap turns one on or off."""
    hint = t("registration.experiments_chosen") if chosen else NOTHING
    end = button(t("button.done" if chosen else "button.no_experiments"), ExperimentsChosen(membership_id))
    toggles = [_toggle(t, membership_id, key, title, key in chosen) for key, title in on_page(options, page)]
    pages = turn_pages(t, options, page, lambda to: RegistrationPaged(membership_id, to))
    return Message(paragraphs(t("registration.experiments"), hint), column(*toggles) + pages + column(end))


def _toggle(t: Translator, membership_id: int, experiment_id: int, title: str, chosen: bool) -> Button:
    label = shortened(title, ON_A_BUTTON - 2)
    tap = ExperimentToggled(membership_id, experiment_id)
    return button(t("button.chosen", label=label) if chosen else label, tap)


def leads(t: Translator, practice: str | None, role: Role, commands: Sequence[Command]) -> Message:
    """The end of a registration: what a coordinator or manager can do now."""
    return Message(lines(_head(t, practice, role), command_lines(t, commands)))


def registered(
    t: Translator, practice: str | None, role: Role, first_check_in: datetime | None, timezone: str
) -> Message:
    """The end of a registration of who answers: when we ask something."""
    when = t("registered.no_date")
    if first_check_in:
        when = t("registered.first_check_in", moment=t.moment(first_check_in, timezone))
    return Message(paragraphs(_head(t, practice, role), when, t("registered.help")))


def asked_now(t: Translator, practice: str | None, role: Role) -> Message:
    """The same, in the middle of a round: the first check-in comes right behind."""
    return Message(paragraphs(_head(t, practice, role), t("registered.now"), t("registered.help")))


def _head(t: Translator, practice: str | None, role: Role) -> Markup:
    return t(f"registered.{role}", practice=practice or "")


@says(RegistrationDeclined)
def declined(t: Translator) -> Message:
    return Message(t("registration.declined"))


@says(NoToken)
def no_token(t: Translator) -> Message:
    """Somebody found the bot without an invitation."""
    return Message(t("registration.no_token"))


@says(RefusedInvitation)
def refused_invitation(t: Translator) -> Message:
    """One reply for a wrong, used or expired invitation: it tells a guesser nothing."""
    return Message(t("registration.refused"))


def already(t: Translator, practice: str | None, role: Role) -> Message:
    word = t(f"role.{role}")
    if practice is None:
        return Message(t("registration.already_manager", role=word))
    return Message(t("registration.already", practice=practice, role=word))


def move_offer(t: Translator, old: str, new: str, role: Role) -> Message:
    """An invitation for another practice than the person's own."""
    text = t("registration.move_offer", old=old, new=new, role=t(f"role.{role}"))
    yes = button(t("button.move", practice=new), MoveAnswered(True))
    return Message(text, column(yes, button(t("button.stay"), MoveAnswered(False))))


def moved_not(t: Translator, practice: str) -> Message:
    return Message(t("registration.moved_not", practice=practice))


def practices(t: Translator, options: Sequence[tuple[int, str]], page: int = 0) -> Message:
    """Open registration: the practices (id, name) to choose from."""
    here = column(*(button(name, PracticeChosen(key)) for key, name in on_page(options, page, PER_PAGE)))
    pages = turn_pages(t, options, page, OpenPracticesPaged, PER_PAGE)
    return Message(t("registration.practices"), here + pages)


def roles(t: Translator, practice_id: int, practice: str) -> Message:
    """Open registration: the roles anybody may take."""
    return Message(
        t("registration.roles", practice=practice),
        column(*(button(t(f"button.as_{role}"), RoleChosen(practice_id, role)) for role in ANSWERING)),
    )
