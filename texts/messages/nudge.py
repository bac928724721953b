"""`/herinner`: how many have not finished, what they would get, and that it was sent."""

from datetime import date, datetime

from msgspec import Struct

from rules.progress import Progress
from texts.catalogue import Translator
from texts.escaping import Markup
from texts.layout import column, lines, paragraphs
from texts.message import Message, button
from texts.messages.responses import progress_lines
from texts.taps.nudge import NudgeConfirmed, NudgeDropped


class NudgeView(Struct, frozen=True):
    """An open round. reminded: how many people can be.

    is_asked_for: somebody did already. at: when it goes, or went, out.
    """

    round_id: int
    practice: str
    opened_on: date
    closes_at: datetime
    progress: Progress
    reminded: int
    is_asked_for: bool
    at: datetime
    now: datetime
    timezone: str


def no_round(t: Translator, practice: str) -> Message:
    """There is nothing to remind anybody of."""
    return Message(t("nudge.no_round", practice=practice))


def nudge(t: Translator, view: NudgeView) -> Message:
    """The question with a preview; or what there is to say when nothing can be sent."""
    if view.is_asked_for or not view.reminded or view.at >= view.closes_at:
        return Message(paragraphs(_head(t, view), _why_not(t, view)))
    sure = button(t("button.nudge"), NudgeConfirmed(view.round_id))
    when = t("nudge.at", moment=_at(t, view)) if view.at > view.now else t("nudge.at_once")
    asked = paragraphs(
        _head(t, view), t.many("nudge.preview", view.reminded), _preview(t, view), lines(when, t("nudge.once"))
    )
    return Message(asked, column(sure, button(t("button.nudge_not"), NudgeDropped())))


def _why_not(t: Translator, view: NudgeView) -> Markup:
    if view.is_asked_for:
        return t("nudge.will_be_sent" if view.at > view.now else "nudge.sent", moment=_at(t, view))
    if view.reminded:
        return t("nudge.too_late")
    everybody = view.progress.everybody
    return t("nudge.unreachable" if everybody.begun or everybody.waiting else "nudge.nobody")


def _head(t: Translator, view: NudgeView) -> Markup:
    head = t("nudge.head", practice=view.practice, until=t.moment(view.closes_at, view.timezone))
    return lines(head, progress_lines(t, view.progress))


def _preview(t: Translator, view: NudgeView) -> Markup:
    until = t.moment(view.closes_at, view.timezone)
    return Markup(f"<blockquote>{t('check_in.reminder', day=t.day(view.opened_on), until=until)}</blockquote>")


def _at(t: Translator, view: NudgeView) -> str:
    return t.moment(view.at, view.timezone)
