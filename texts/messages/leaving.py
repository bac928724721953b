"""Stopping, and having everything erased."""

from collections.abc import Sequence

from rules.access import LEADING, Role
from rules.payloads.leaving import Erased, ErasureDropped, ErasureQuestion, NothingKept
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup, shortened
from texts.fixed_messages import says
from texts.layout import column, lines
from texts.message import Message, button
from texts.messages.privacy import withdrawing
from texts.paging import on_page, turn_pages
from texts.taps.leaving import (
    ErasureAnswered,
    StopAnswered,
    StopAsked,
    StopRoleAnswered,
    StopRoleAsked,
    StopRolesPaged,
)


def stopped(t: Translator, *, takes_part: bool = True) -> Message:
    """takes_part: has a yes that can be taken back, which is more than to stop."""
    return Message(t("leaving.stopped"), column(withdrawing(t)) if takes_part else ())


def withdrawn(t: Translator, days: int) -> Message:
    """Also the yes is taken back: after so many days nothing is kept."""
    return Message(t("leaving.withdrawn", days=days))


def stop_question(t: Translator, *, leads: bool) -> Message:
    """leads: what goes along for good is said as well."""
    yes, no = (button(t(f"button.stop_{key}"), StopAnswered(key == "yes")) for key in ("yes", "no"))
    text = lines(t("leaving.stop_question"), t("leaving.stop_leading") if leads else NOTHING)
    return Message(text, column(yes, withdrawing(t), no))


def stop_choice(t: Translator, mine: Sequence[tuple[int, Role, str | None]], page: int = 0) -> Message:
    """Each role (membership id, role, practice) by itself, a page of them, or everything."""
    shown = on_page(mine, page)
    each = (button(_as(t, role, practice), StopRoleAsked(membership_id)) for membership_id, role, practice in shown)
    pages = turn_pages(t, mine, page, StopRolesPaged)
    return Message(t("leaving.stop_choice"), column(*each) + pages + column(button(t("button.stop_all"), StopAsked())))


def _as(t: Translator, role: Role, practice: str | None) -> Markup:
    return t(f"button.stop_as_{role}", practice=shortened(practice or "…", 20))


def stop_role(t: Translator, membership_id: int, role: Role, practice: str | None) -> Message:
    """Whether one is sure to stop in this role, and what that means."""
    choices = (
        button(t(f"button.stop_{key}"), StopRoleAnswered(membership_id, yes))
        for key, yes in (("yes", True), ("no", False))
    )
    after = "leaving.after_leading" if role in LEADING else "leaving.after_answering"
    return Message(lines(t(f"leaving.stop_{role}", practice=practice or ""), t(after)), column(*choices))


@says(ErasureQuestion)
def erase_question(t: Translator) -> Message:
    yes = button(t("button.erase"), ErasureAnswered(True))
    return Message(t("leaving.erase_question"), column(yes, button(t("button.erase_not"), ErasureAnswered(False))))


@says(Erased)
def erased(t: Translator) -> Message:
    return Message(t("leaving.erased"))


def emptied(t: Translator) -> Markup:
    """What stands in the place of each older message of the bot."""
    return t("leaving.emptied")


@says(NothingKept)
def nothing_kept(t: Translator) -> Message:
    return Message(t("leaving.nothing_kept"))


@says(ErasureDropped)
def erase_not(t: Translator) -> Message:
    return Message(t("leaving.erase_not"))
