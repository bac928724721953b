"""A check-in that comes back: at the moment somebody asked for, or as a reminder. Never a reproach."""

from datetime import datetime

from msgspec.structs import replace

from texts.catalogue import Translator
from texts.layout import beside, column, lines
from texts.message import Button, Message, button
from texts.messages.check_in import CheckInView, check_in, not_this_time, question, until
from texts.taps.later import CheckInResumed, LaterAsked
from texts.taps.leaving import StopAsked
from texts.taps.pause import PauseAsked


def again(t: Translator, view: CheckInView) -> Message:
    """The open question, at the moment somebody asked for."""
    if view.at is None:
        return check_in(t, view)
    return question(t, view, view.at, t("check_in.again", until=until(t, view)))


def reminder(t: Translator, view: CheckInView) -> Message:
    """A friendly word some days later; who was half-way finds the open question under it."""
    day = t.day(view.opened_on)
    if view.at is None or not view.answers:
        text = t("check_in.reminder", day=day, until=until(t, view))
        now = button(t("button.now"), CheckInResumed(view.check_in_id))
        return Message(text, column(now, *_not_now(t, view)))
    head = t("check_in.reminder_half_way", day=day, until=until(t, view))
    asked = question(t, replace(view, later=()), view.at, head)
    return Message(asked.text, asked.rows + beside(_not_now(t, view)))


def _not_now(t: Translator, view: CheckInView) -> list[Button]:
    later = [button(t(f"button.{when}"), LaterAsked(view.check_in_id, when)) for when in view.later]
    return [*later, not_this_time(t, view)]


def quiet_opening(t: Translator, view: CheckInView, *, goes_on: bool) -> Message:
    """All that a round says to who missed several: no question yet, and the ways to have less of it.

    goes_on: they missed so many that it is asked whether to go on.
    """
    now = button(t("button.now"), CheckInResumed(view.check_in_id))
    ways = (button(t("button.pause"), PauseAsked()), button(t("button.stop"), StopAsked()))
    asked = t("check_in.go_on", practice=view.practice)
    head = asked if goes_on else t(f"opening.missed_several.{view.variant}", practice=view.practice)
    return Message(lines(head, t("check_in.open_until", until=until(t, view))), column(now, *ways))


def postponed(t: Translator, check_in_id: int, at: datetime, timezone: str) -> Message:
    """When it comes back."""
    now = button(t("button.now"), CheckInResumed(check_in_id))
    return Message(t("check_in.postponed", moment=t.moment(at, timezone)), column(now))


def declined(t: Translator, check_in_id: int) -> Message:
    """Not this time, which is fine; and the way back."""
    return Message(t("check_in.declined"), column(button(t("button.after_all"), CheckInResumed(check_in_id))))
