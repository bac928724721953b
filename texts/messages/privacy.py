"""What somebody says yes to, and the buttons to change it."""

from dataclasses import dataclass
from datetime import date

from rules.access import Role
from rules.consent import Purpose
from texts import notice
from texts.catalogue import Translator
from texts.escaping import NOTHING
from texts.layout import column, lines, paragraphs
from texts.message import Button, Message, button
from texts.messages import publications
from texts.notice import Terms
from texts.taps.privacy import NoticeRead, PurposeChosen


@dataclass(frozen=True, slots=True)
class PrivacyView:
    """since: the local day of the agreement to the notice; None: takes part no more, or not yet.

    texts, research, rows, keep: what was chosen last; None: nothing yet. is_caregiver: has answers that could be rows.
    is_participant: has texts that could go on a card.
    """

    since: date | None
    texts: bool | None
    research: bool | None
    rows: bool | None = None
    keep: bool | None = None
    is_caregiver: bool = False
    is_participant: bool = False


def privacy(t: Translator, view: PrivacyView) -> Message:
    """Each purpose with what counts now, what it means, and the way to the opposite."""
    if view.since is None:
        return Message(paragraphs(t("privacy.head"), t("privacy.take_part_no"), t("privacy.everything")))
    parts = (
        t("privacy.head"),
        lines(t("privacy.take_part_yes", day=t.long_day(view.since)), t("privacy.about_take_part")),
        lines(t(f"privacy.texts_{_state(view.texts)}"), t("privacy.about_texts")),
        lines(t(f"privacy.research_{_state(view.research)}"), t("privacy.about_research"))
        if view.is_participant
        else NOTHING,
        lines(t(f"privacy.keep_{_state(view.keep)}"), t("privacy.about_keep")),
        lines(t(f"privacy.rows_{_state(view.rows)}"), t("privacy.about_rows")) if view.is_caregiver else NOTHING,
        t("privacy.everything"),
    )
    changes = [_change(t, "texts", view.texts is False)]
    if view.is_participant:
        changes += [_change(t, "research", view.research is False), publications.way(t)]
    changes.append(_change(t, "keep", not view.keep))
    if view.is_caregiver:
        changes.append(_change(t, "rows", not view.rows))
    whole = button(t("button.notice"), NoticeRead(0))
    return Message(paragraphs(*parts), column(*changes, _change(t, "take_part", False), whole))


def notice_again(t: Translator, practice: str | None, role: Role, more: int, terms: Terms) -> Message:
    """The notice for who agreed to it: short (0), or a screen of the whole."""
    text = notice.screens(t, terms)[more - 1] if more else notice.short(t, role, practice)
    further = [button(t("button.more"), NoticeRead(more + 1))] if more < len(notice.SCREENS) else []
    back = [button(t("button.less"), NoticeRead(0))] if more else []
    return Message(text, column(*further, *back))


def _state(given: bool | None) -> str:
    return "undecided" if given is None else "yes" if given else "no"


def _change(t: Translator, purpose: Purpose, given: bool) -> Button:
    shown = notice.of_purpose(t, purpose)[: notice.ON_A_BUTTON]
    return button(t(f"button.{purpose}_{'yes' if given else 'no'}"), PurposeChosen(purpose, given, shown))
