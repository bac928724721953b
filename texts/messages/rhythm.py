"""A practice's own rhythm: as it is, as it would be, and what there is to choose."""

from collections.abc import Sequence

from programme.schedule import Schedule
from rules.own_rhythm import OWN
from rules.schedule_change import Field, written
from texts.catalogue import Translator
from texts.escaping import NOTHING
from texts.layout import column, lines, paragraphs
from texts.message import Message, button
from texts.messages.schedule import NONE, ScheduleView, dates, rhythm, value
from texts.taps.rhythm import RhythmDropped, RhythmSaved, RhythmShown
from texts.taps.rounds import RoundShown


def own_rhythm(t: Translator, practice_id: int, practice: str, view: ScheduleView, *, is_own: bool) -> Message:
    """With a button for each part of it; to save a new one, or to go back to the programme's."""
    draft = written(view.draft)
    fields = (button(t(f"button.schedule_{field}"), RhythmShown(practice_id, field, draft)) for field in OWN)
    save = (button(t("button.schedule_save"), RhythmSaved(practice_id, draft)),) if view.is_new else ()
    drop = (button(t("button.rhythm_drop"), RhythmDropped(practice_id)),) if is_own and not view.is_new else ()
    back = button(t("button.back"), RoundShown(practice_id))
    if view.is_new:
        back = button(t("button.never_mind"), RhythmShown(practice_id, NONE, NONE))
    late = t("schedule.too_late") if view.was_too_late else NOTHING
    head = t("schedule.new") if view.is_new else t("rhythm.own" if is_own else "rhythm.common", practice=practice)
    told = lines(t("rhythm.told")) if view.is_new else NOTHING
    text = paragraphs(late, lines(head, *rhythm(t, view.schedule)), dates(t, view), told)
    return Message(text, column(*save, *fields, *drop, back))


def choose(t: Translator, practice_id: int, field: Field, draft: Schedule, choices: Sequence[Schedule]) -> Message:
    """Another value of one field: each button carries the whole draft."""
    buttons = (button(value(t, field, one), RhythmShown(practice_id, NONE, written(one))) for one in choices)
    back = button(t("button.back"), RhythmShown(practice_id, NONE, written(draft)))
    return Message(t(f"schedule.choose_{field}"), column(*buttons, back))
