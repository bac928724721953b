"""What somebody says yes to, and the buttons to change it."""

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct

from rules.consent import Purpose
from rules.further import FURTHER
from texts import notice
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup
from texts.layout import column, lines, paragraphs
from texts.message import Button, Message, button
from texts.messages import publications
from texts.taps.privacy import NoticeRead, PurposeChosen


class PrivacyView(Struct, frozen=True):
    """What counts now.

    takes_part: the last word about it was a yes, and not every role has ended since. withdrew: it was a no. day: the
    local day of that word; None: there was none.
    is_outdated: it was about an older notice. is_stopped: and hears nothing. erased_after: a no, in days.
    texts, research, rows, keep: what was chosen last; None: nothing yet, or (reworded) a yes to other words than now.
    is_caregiver: has answers that could be rows.
    is_participant: has texts that could go on a card.
    """

    day: date | None
    takes_part: bool = False
    withdrew: bool = False
    is_outdated: bool = False
    is_stopped: bool = False
    texts: bool | None = None
    research: bool | None = None
    rows: bool | None = None
    keep: bool | None = None
    reworded: frozenset[str] = frozenset()
    is_caregiver: bool = False
    is_participant: bool = False
    erased_after: int = 0


def privacy(t: Translator, view: PrivacyView) -> Message:
    """Each purpose with what counts now, what it means, and the way to the opposite."""
    if not view.takes_part or view.day is None:
        text = paragraphs(t("privacy.head"), _no_part(t, view), t("privacy.everything"))
        return Message(text, () if view.day is None or view.withdrew else column(withdrawing(t)))
    parts = (
        t("privacy.head"),
        _part(t, view, view.day),
        _purpose(t, view, "texts", view.texts),
        _purpose(t, view, "research", view.research) if view.is_participant else NOTHING,
        _purpose(t, view, "keep", view.keep),
        _purpose(t, view, "rows", view.rows) if view.is_caregiver else NOTHING,
        t("privacy.everything"),
    )
    changes = [_change(t, "texts", view.texts is False)]
    if view.is_participant:
        changes += [_change(t, "research", view.research is False), publications.way(t)]
    changes.append(_change(t, "keep", not view.keep))
    if view.is_caregiver:
        changes.append(_change(t, "rows", not view.rows))
    whole = button(t("button.notice"), NoticeRead(0))
    return Message(paragraphs(*parts), column(*changes, withdrawing(t), whole))


def withdrawing(t: Translator) -> Button:
    """The way to take back the yes to taking part: one tap, as giving it was."""
    return _change(t, "take_part", False)


def _part(t: Translator, view: PrivacyView, day: date) -> Markup:
    return lines(
        t("privacy.take_part_yes", day=t.long_day(day)),
        t("privacy.about_take_part"),
        t("privacy.stopped") if view.is_stopped else t("privacy.outdated") if view.is_outdated else NOTHING,
    )


def _no_part(t: Translator, view: PrivacyView) -> Markup:
    if view.day is None:
        return t("privacy.take_part_no")
    if not view.withdrew:
        return t("privacy.take_part_ended", day=t.long_day(view.day))
    erased_on = view.day + timedelta(days=view.erased_after)
    withdrawn = t("privacy.withdrawn", day=t.long_day(view.day), erased=t.long_day(erased_on))
    return lines(t("privacy.take_part_no"), withdrawn)


def notice_again(t: Translator, screens: Sequence[Markup], day: date | None, more: int) -> Message:
    """The notice in the words of then: short (0), or a screen of it. day: of the yes; None: it was taken back."""
    further = [button(t("button.more"), NoticeRead(more + 1))] if more + 1 < len(screens) else []
    back = [button(t("button.less"), NoticeRead(0))] if more else []
    shown = screens[min(more, len(screens) - 1)] if more else notice_agreed(t, screens[0], day).text
    return Message(shown, column(*further, *back))


def notice_agreed(t: Translator, short: Markup, day: date | None) -> Message:
    """The short text as it stays in the chat, with the day of the yes."""
    return Message(paragraphs(short, t("consent.agreed", day=t.long_day(day)) if day else NOTHING))


def _purpose(t: Translator, view: PrivacyView, purpose: Purpose, given: bool | None) -> Markup:
    if purpose not in view.reworded:
        return lines(t(f"privacy.{purpose}_{_state(given)}"), t(f"privacy.about_{purpose}"))
    state = "no" if purpose in FURTHER else "undecided"
    return lines(t(f"privacy.{purpose}_{state}"), t(f"privacy.about_{purpose}"), t("privacy.reworded"))


def _state(given: bool | None) -> str:
    return "undecided" if given is None else "yes" if given else "no"


def _change(t: Translator, purpose: Purpose, given: bool) -> Button:
    shown = notice.of_purpose(t, purpose)[: notice.ON_A_BUTTON]
    return button(t(f"button.{purpose}_{'yes' if given else 'no'}"), PurposeChosen(purpose, given, shown))
