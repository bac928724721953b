"""A practice's own rhythm: the programme's schedule with another day, time, pace or length, within what it allows."""

from collections.abc import Iterable
from datetime import date, timedelta

from programme.schedule import OwnRhythm, Schedule
from rules.schedule_change import Field

#: What of a schedule is a practice's own; when people are reminded is the programme's.
OWN: tuple[Field, ...] = ("weeks", "weekday", "at", "open", "first")
#: A rhythm that is changed begins no sooner after the last round: each round tells something.
AFTER_A_ROUND = timedelta(days=7)


def of_practice(draft: Schedule, common: Schedule) -> Schedule:
    """The draft with what is the programme's in any practice."""
    kept = {name: getattr(common, name) for name in ("timezone", "reminders", "remind_after_days")}
    return draft.model_copy(update=kept)


def is_allowed(draft: Schedule, allowed: OwnRhythm, common: Schedule) -> bool:
    """Whether the programme lets a practice have this; what the programme itself does is always allowed."""
    return (
        draft.every_weeks in (*allowed.every_weeks, common.every_weeks)
        and draft.first_on.isoweekday() in (*allowed.weekdays, common.first_on.isoweekday())
        and (allowed.earliest <= draft.at <= allowed.latest or draft.at == common.at)
        and (allowed.fewest_days <= draft.open_days <= allowed.most_days or draft.open_days == common.open_days)
        and draft.open_days < 7 * draft.every_weeks
    )


def among(drafts: Iterable[Schedule], allowed: OwnRhythm, common: Schedule) -> list[Schedule]:
    """Those of them that a practice may have."""
    return [draft for draft in drafts if is_allowed(draft, allowed, common)]


def begins_from(last_round_on: date | None) -> date | None:
    """The first day on which a changed rhythm can begin; None: any."""
    return last_round_on + AFTER_A_ROUND if last_round_on else None
