"""The schedule of all practices, in the hands of a manager: as it is, as it would be, and what there is to choose."""

from collections.abc import Sequence

from msgspec import Struct

from programme.schedule import Schedule
from rules.cadence import Slot
from rules.schedule_change import FIELDS, Field, written
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup
from texts.layout import column, lines, paragraphs
from texts.message import Message, button
from texts.taps.practices import PracticesListed
from texts.taps.schedule import ScheduleSaved, ScheduleShown

#: Instead of a field, and instead of a draft.
NONE = "-"


class ScheduleView(Struct, frozen=True):
    """A schedule and the next slots it would give. draft: what the buttons change; is_new: it is not saved yet."""

    schedule: Schedule
    slots: Sequence[Slot]
    draft: Schedule
    is_new: bool
    was_too_late: bool = False


def schedule(t: Translator, view: ScheduleView) -> Message:
    """With a button for each part of it; and to save it, when it is a new one."""
    fields = (button(t(f"button.schedule_{field}"), ScheduleShown(field, written(view.draft))) for field in FIELDS)
    save = (button(t("button.schedule_save"), ScheduleSaved(written(view.draft))),) if view.is_new else ()
    back = (
        button(t("button.never_mind"), ScheduleShown(NONE, NONE))
        if view.is_new
        else button(t("button.back"), PracticesListed(0))
    )
    return Message(_words(t, view), column(*save, *fields, back))


def _words(t: Translator, view: ScheduleView) -> Markup:
    head = t("schedule.new" if view.is_new else "schedule.head")
    late = t("schedule.too_late") if view.was_too_late else NOTHING
    return paragraphs(late, lines(head, *rhythm(t, view.schedule)), dates(t, view), t("schedule.for_all"))


def dates(t: Translator, view: ScheduleView) -> Markup:
    """The coming rounds."""
    each = (_date(t, one, view.schedule.timezone) for one in view.slots)
    return lines(t.many("round.coming", len(view.slots)), *each)


def rhythm(t: Translator, one: Schedule) -> tuple[Markup, ...]:
    """A schedule in lines."""
    weekday, clock = t.weekday(one.first_on), t.clock(one.at)
    reminders = t("schedule.reminders", n=one.reminders, days=one.remind_after_days)
    return (
        t.many("round.every_weeks", one.every_weeks, weekday=weekday, clock=clock),
        t("schedule.open", n=one.open_days),
        reminders if one.reminders else t("schedule.no_reminders"),
    )


def _date(t: Translator, one: Slot, timezone: str) -> Markup:
    moved = t("round.moved", reason=one.moved_because) if one.moved_because else NOTHING
    dated = t("round.date", moment=t.moment(one.opens_at, timezone))
    return Markup(" ".join(part for part in (dated, moved) if part))


def choose(t: Translator, field: Field, draft: Schedule, choices: Sequence[Schedule]) -> Message:
    """Another value of one field: each button carries the whole draft."""
    buttons = (button(value(t, field, one), ScheduleShown(NONE, written(one))) for one in choices)
    back = button(t("button.back"), ScheduleShown(NONE, written(draft)))
    return Message(t(f"schedule.choose_{field}"), column(*buttons, back))


def value(t: Translator, field: Field, one: Schedule) -> str:
    """What this schedule has for a field, on a button."""
    match field:
        case "weeks":
            return t.many("button.weeks", one.every_weeks)
        case "weekday":
            return t.weekday(one.first_on)
        case "at":
            return t("button.at", clock=t.clock(one.at))
        case "open":
            return t.many("button.days", one.open_days)
        case "reminders":
            return t.many("button.reminders", one.reminders) if one.reminders else t("button.no_reminders")
        case "apart":
            return t.many("button.days", one.remind_after_days)
        case "first":
            return t.day(one.first_on)
