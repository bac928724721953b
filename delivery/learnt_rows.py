"""What practices learnt, as rows of an export: each time that one looked back, or only what is expected."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from delivery.rendering.learnt import came_true_options, in_words
from programme.form import Option
from programme.model import Programme
from reports.export_rows import LearntRow, week
from rules.learning import Cycle
from rules.learnt import Learnt
from texts.catalogue import Translator
from texts.escaping import plain


def learnt_rows(t: Translator, found: Sequence[Learnt], programme: Programme) -> list[LearntRow]:
    """Experiment by experiment, the oldest look back first. Weeks are those of the programme's time zone."""
    zone, came_true = ZoneInfo(programme.schedule.timezone), came_true_options(programme)
    return [row for one in found for row in _rows(t, one, zone, came_true)]


def _rows(t: Translator, one: Learnt, zone: ZoneInfo, came_true: Sequence[Option]) -> Iterator[LearntRow]:
    for cycle in one.cycles:
        outcome = in_words(t, came_true, cycle.outcome) or None
        yield _row(t, one, cycle.opened_at.astimezone(zone), cycle, outcome)
    if one.expectation and not one.cycles:
        yield _row(t, one, one.expectation.said_at.astimezone(zone), None, None)


def _row(t: Translator, one: Learnt, at: datetime, cycle: Cycle | None, outcome: str | None) -> LearntRow:
    expected = one.expectation
    return LearntRow(
        practice=one.practice,
        central_question=one.central,
        title=one.title,
        week=week(at.date()),
        expectation=expected.text if expected else None,
        confidence=plain(t(f"confidence.{expected.confidence}")) if expected and expected.confidence else None,
        outcome=outcome,
        lesson=cycle.lesson.text if cycle and cycle.lesson else None,
        decided=plain(t(f"next.{cycle.next}")) if cycle and cycle.next else None,
        readiness=one.readiness,
        taken_from=": ".join(one.taken_from) if one.taken_from else None,
    )
