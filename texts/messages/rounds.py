"""A practice's rounds: what is open or planned, and opening or closing one by hand."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Literal

from msgspec import Struct, field

from rules.access import Role
from rules.progress import Progress
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup
from texts.layout import column, lines, paragraphs
from texts.message import Button, Message, button
from texts.messages.next_figures import NextFigures, next_figures
from texts.messages.responses import progress_lines
from texts.taps.rhythm import RhythmShown
from texts.taps.rounds import RestChosen, RoundChangeAsked, RoundChangeConfirmed, RoundShown

Action = Literal["open", "close"]


class PlannedRound(Struct, frozen=True):
    """A round to come. moved_because: why it is not on the usual day.

    asks: the roles that are asked; holiday: the school holiday in which the others are left in peace.
    """

    opens_at: datetime
    moved_because: str | None
    asks: Sequence[Role]
    holiday: str | None


class ByHand(Struct, frozen=True):
    """A round opened now: until when it is open, and the next planned one, which then begins or does not."""

    closes_at: datetime
    next_at: datetime | None

    @property
    def replaces_next(self) -> bool:
        """Whether the planned one finds it still open, and does not begin."""
        return self.next_at is not None and self.next_at < self.closes_at


class RoundView(Struct, frozen=True):
    """A practice's schedule and its open round, if any (`open_number`, `opened_at`, `closes_at`, `progress`).

    weekday_on: any date of the schedule's weekday. planned: the coming rounds, the next one first.
    resting: for each role that is asked, whether it is left in peace in the school holidays.
    eligible_now: how many people a round opened now would ask.
    skipped_on, skipped_because: the newest slot, when nothing was asked in it ("late", "already_open", "nobody",
    "holiday"). next_figures: from when there are figures of caregivers. is_own_rhythm: not the programme's.
    by_hand: what opening a round now would mean; None where there is no way to.
    """

    practice_id: int
    practice: str
    every_weeks: int
    weekday_on: date
    at: time
    timezone: str
    open_number: int | None
    opened_at: datetime | None
    closes_at: datetime | None
    progress: Progress | None
    eligible_now: int
    planned: Sequence[PlannedRound] = ()
    resting: Mapping[Role, bool] = field(default_factory=dict)
    skipped_on: date | None = None
    skipped_because: str | None = None
    next_figures: NextFigures | None = None
    is_own_rhythm: bool = False
    by_hand: ByHand | None = None


def round_state(t: Translator, view: RoundView) -> Message:
    is_open = view.open_number is not None
    change = button(t("button.close_round"), RoundChangeAsked(view.practice_id, "close"))
    if not is_open:
        change = button(t("button.open_round"), RoundChangeAsked(view.practice_id, "open"))
    now = _open(t, view) if is_open else lines(t("round.none_open"), t.many("round.would_ask", view.eligible_now))
    head, skipped = t("round.head", practice=view.practice), _skipped(t, view)
    rest = (_rest(t, view, role, rests) for role, rests in view.resting.items())
    figures = next_figures(t, view.next_figures) if view.next_figures else NOTHING
    holidays = lines(*(t(f"round.{_rests(rests)}_{role}") for role, rests in view.resting.items()))
    rhythm = button(t("button.rhythm"), RhythmShown(view.practice_id, "-", "-"))
    text = paragraphs(head, now, skipped, figures, _planned(t, view), holidays)
    return Message(text, column(change, rhythm, *rest))


def _rest(t: Translator, view: RoundView, role: Role, rests: bool) -> Button:
    """The button that changes whether a role is asked in the school holidays: it says what it does."""
    return button(t(f"button.{_rests(not rests)}_{role}"), RestChosen(view.practice_id, role, not rests))


def _rests(rests: bool) -> str:
    return "rest" if rests else "no_rest"


def round_change(t: Translator, view: RoundView, action: Action) -> Message:
    """Are you sure? Says what will happen, and to how many people."""
    sure = button(
        t("button.sure_open" if action == "open" else "button.sure_close"),
        RoundChangeConfirmed(view.practice_id, action),
    )
    back = button(t("button.sure_not"), RoundShown(view.practice_id))
    return Message(_sure_open(t, view) if action == "open" else _sure_close(t, view), column(sure, back))


def too_soon(t: Translator, from_on: date) -> Message:
    """At most one round a week is opened by hand: each tells something."""
    return Message(t("round.too_soon", day=t.day(from_on)))


def _sure_open(t: Translator, view: RoundView) -> Markup:
    """Also what becomes of the planned one."""
    asked = t.many("round.sure_open", view.eligible_now, practice=view.practice)
    if view.by_hand is None:
        return asked
    closes = t("round.by_hand_closes", moment=t.moment(view.by_hand.closes_at, view.timezone))
    planned = NOTHING
    if view.by_hand.next_at:
        key = "round.by_hand_replaces" if view.by_hand.replaces_next else "round.by_hand_beside"
        planned = t(key, moment=t.moment(view.by_hand.next_at, view.timezone))
    return paragraphs(asked, lines(closes, planned))


def _sure_close(t: Translator, view: RoundView) -> Markup:
    waiting = view.progress.everybody.waiting if view.progress else 0
    head = t("round.sure_close", practice=view.practice, number=view.open_number)
    missing = t.many("round.not_answered", waiting) if waiting else t("round.all_answered")
    return paragraphs(head, lines(missing, t("round.answers_kept")))


def _open(t: Translator, view: RoundView) -> Markup:
    opened = t.moment(view.opened_at, view.timezone) if view.opened_at else ""
    closes = t.moment(view.closes_at, view.timezone) if view.closes_at else ""
    state = t("round.open", number=view.open_number, opened=opened, closes=closes)
    return lines(state, progress_lines(t, view.progress)) if view.progress else state


def _skipped(t: Translator, view: RoundView) -> Markup:
    if view.skipped_on is None:
        return Markup()
    return t(f"round.skipped_{view.skipped_because}", day=t.day(view.skipped_on))


def _planned(t: Translator, view: RoundView) -> Markup:
    rhythm = t.many("round.every_weeks", view.every_weeks, weekday=t.weekday(view.weekday_on), clock=t.clock(view.at))
    rhythm = lines(rhythm, t("round.own_rhythm") if view.is_own_rhythm else NOTHING)
    if not view.planned:
        return lines(rhythm, t("round.nothing_planned"))
    dates = (_date(t, one, view.timezone) for one in view.planned)
    return lines(rhythm, t.many("round.coming", len(view.planned)), *dates)


def _date(t: Translator, planned: PlannedRound, timezone: str) -> Markup:
    """A date, why it is another day than usual, and who is not asked."""
    moment = t("round.date", moment=t.moment(planned.opens_at, timezone))
    moved = t("round.moved", reason=planned.moved_because) if planned.moved_because else NOTHING
    return Markup(" ".join(part for part in (moment, moved, _holiday(t, planned)) if part))


def _holiday(t: Translator, planned: PlannedRound) -> Markup:
    if planned.holiday is None:
        return NOTHING
    if not planned.asks:
        return t("round.holiday_nobody", holiday=planned.holiday)
    return t(f"round.holiday_{planned.asks[0]}", holiday=planned.holiday)
