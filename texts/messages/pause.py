"""A pause: why, how long, and being back. Short and warm, for whoever has little time to read."""

from collections.abc import Sequence
from datetime import date

from rules.access import Role
from rules.address import Address
from rules.pause import REASONS, WEEKS
from rules.payloads.pause import Bereaved, BereavementQuestion, PauseWhy
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup, literal
from texts.fixed_messages import says
from texts.layout import beside, column, lines, paragraphs
from texts.message import Button, Message, button
from texts.taps.pause import (
    BereavementAnswered,
    BereavementTold,
    PauseAsked,
    PauseCancelled,
    PauseDateAsked,
    PauseDateChosen,
    PauseEnded,
    PauseReasonChosen,
    PauseReasonShared,
    PauseWeeksChosen,
)


@says(PauseWhy)
def why(t: Translator) -> Message:
    reasons = (button(t(f"button.pause_{reason}"), PauseReasonChosen(reason)) for reason in REASONS)
    bereaved = button(t("button.bereaved"), BereavementTold())
    return Message(t("pause.why"), column(*reasons, bereaved, _not_after_all(t)))


def how_long(t: Translator, reason: str) -> Message:
    weeks = (button(t.many("button.pause_weeks", n), PauseWeeksChosen(reason, n)) for n in WEEKS)
    until = button(t("button.pause_until"), PauseDateAsked(reason))
    return Message(t("pause.how_long"), column(*weeks, until, _not_after_all(t)))


def until(t: Translator, reason: str, days: Sequence[date], *, again: bool) -> Message:
    """A day to pick or to type. again: what was typed was no day, or not one to come."""
    picks = [button(t.short_day(day), PauseDateChosen(reason, int(day.strftime("%Y%m%d")))) for day in days]
    text = lines(t("pause.not_understood") if again else NOTHING, t("pause.until_when", example=t.short_day(days[0])))
    return Message(text, beside(picks[:3]) + beside(picks[3:]) + column(_not_after_all(t)))


def paused(t: Translator, back_on: date, ask_about: str | None) -> Message:
    """ask_about: a reason that the coordinator might want to know of."""
    text = lines(t("pause.paused", day=t.day(back_on)), t(f"pause.wish_{ask_about}") if ask_about else NOTHING)
    if ask_about is None:
        return Message(text, column(_back(t)))
    yes = button(t("button.share_reason"), PauseReasonShared(ask_about, True))
    no = button(t("button.keep_reason"), PauseReasonShared(ask_about, False))
    return Message(paragraphs(text, t("pause.may_tell", reason=_reason(t, ask_about))), column(yes, no, _back(t)))


def resumed(t: Translator, moment: str | None) -> Message:
    """moment: of the next check-in, where one is planned."""
    return Message(lines(t("pause.resumed"), t("pause.next", moment=moment) if moment else NOTHING))


def ends(t: Translator, back_on: date) -> Message:
    """On the evening before."""
    longer = button(t("button.pause_longer"), PauseAsked())
    return Message(t("pause.ends", day=t.day(back_on)), column(longer))


def shared(t: Translator, address: Address, role: Role, reason: str, back_on: date) -> Message:
    """To a coordinator, about somebody who agreed."""
    who = Markup(f'<a href="tg://user?id={address}">{t(f"pause.who_{role}")}</a>')
    return Message(t("pause.shared", who=who, reason=_reason(t, reason), day=t.day(back_on)), protected=True)


@says(Bereaved)
def bereaved(t: Translator) -> Message:
    return Message(t("pause.bereaved"), silent=True)


@says(BereavementQuestion)
def bereaved_question(t: Translator) -> Message:
    choices = (
        button(t(f"button.bereaved_{key}"), BereavementAnswered(yes)) for key, yes in (("yes", True), ("no", False))
    )
    return Message(t("pause.bereaved_question"), column(*choices), silent=True)


def _reason(t: Translator, reason: str) -> Markup:
    return literal(t(f"pause.reason_{reason}"))


def _not_after_all(t: Translator) -> Button:
    return button(t("button.pause_not"), PauseCancelled())


def _back(t: Translator) -> Button:
    return button(t("button.resume"), PauseEnded())
