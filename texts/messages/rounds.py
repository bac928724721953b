"""A practice's rounds: what is open or planned, and opening or closing one by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from rules.access import Role
from rules.summary import Response
from texts.callback_data import RoundChangeAsked, RoundChangeConfirmed, RoundShown
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup
from texts.layout import column, lines, paragraphs
from texts.message import Message, button
from texts.messages.responses import response_lines

Action = Literal["open", "close"]


@dataclass(frozen=True, slots=True)
class RoundView:
    """A practice's schedule and its open round, if any (`open_number`, `opened_at`, `closes_at`).

    weekday_on: any date of the schedule's weekday. moved_because: the holiday that moved the next slot.
    eligible_now: how many people a round opened now would ask.
    """

    practice_id: int
    practice: str
    every_weeks: int
    weekday_on: date
    at: time
    timezone: str
    next_at: datetime | None
    moved_because: str | None
    open_number: int | None
    opened_at: datetime | None
    closes_at: datetime | None
    answered: Mapping[Role, Response]
    eligible_now: int


def round_state(t: Translator, view: RoundView) -> Message:
    is_open = view.open_number is not None
    change = button(t("button.close_round"), RoundChangeAsked(view.practice_id, "close"))
    if not is_open:
        change = button(t("button.open_round"), RoundChangeAsked(view.practice_id, "open"))
    now = _open(t, view) if is_open else lines(t("round.none_open"), t.many("round.would_ask", view.eligible_now))
    return Message(paragraphs(t("round.head", practice=view.practice), now, _planned(t, view)), column(change))


def round_change(t: Translator, view: RoundView, action: Action) -> Message:
    """Are you sure? Says what will happen, and to how many people."""
    sure = button(
        t("button.sure_open" if action == "open" else "button.sure_close"),
        RoundChangeConfirmed(view.practice_id, action),
    )
    back = button(t("button.sure_not"), RoundShown(view.practice_id))
    return Message(_sure_open(t, view) if action == "open" else _sure_close(t, view), column(sure, back))


def _sure_open(t: Translator, view: RoundView) -> Markup:
    return t.many("round.sure_open", view.eligible_now, practice=view.practice)


def _sure_close(t: Translator, view: RoundView) -> Markup:
    waiting = sum(response.eligible - response.answered for response in view.answered.values())
    head = t("round.sure_close", practice=view.practice, number=view.open_number)
    missing = t.many("round.not_answered", waiting) if waiting else t("round.all_answered")
    return paragraphs(head, lines(missing, t("round.answers_kept")))


def _open(t: Translator, view: RoundView) -> Markup:
    opened = t.moment(view.opened_at, view.timezone) if view.opened_at else ""
    closes = t.moment(view.closes_at, view.timezone) if view.closes_at else ""
    state = t("round.open", number=view.open_number, opened=opened, closes=closes)
    return lines(state, response_lines(t, view.answered))


def _planned(t: Translator, view: RoundView) -> Markup:
    rhythm = t.many("round.every_weeks", view.every_weeks, weekday=t.weekday(view.weekday_on), clock=t.clock(view.at))
    if view.next_at is None:
        return lines(rhythm, t("round.nothing_planned"))
    moved = t("round.moved", reason=view.moved_because) if view.moved_because else NOTHING
    return lines(rhythm, t("round.next", moment=t.moment(view.next_at, view.timezone)), moved)
