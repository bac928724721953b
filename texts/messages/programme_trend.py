"""The central questions over all practices, quarter by quarter: in classes, never practice by practice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from programme.model import CentralQuestion, Option
from rules.period import Period
from rules.programme_view import Together
from rules.telling import Told
from texts.catalogue import Translator
from texts.escaping import Markup, plain
from texts.messages.told import classes, rows
from texts.messages.trend_notes import about_gaps
from texts.messages.trend_picture import described


@dataclass(frozen=True, slots=True)
class QuarterView:
    """A quarter of a year, and what was told of a central question in it."""

    period: Period
    together: Together


@dataclass(frozen=True, slots=True)
class OnProgrammeTrend:
    """The words on its picture, without formatting, by where they stand; and all of it in words."""

    title: str
    period: str
    question: str
    labels: Sequence[str]
    classes: Sequence[str]
    asked: str
    notes: Sequence[str]
    description: Markup


def by_quarter(t: Translator, quarters: Sequence[QuarterView], options: Sequence[Option]) -> Iterator[Markup]:
    """A line for each quarter, as far as anything is told of it."""
    for one in quarters:
        quarter, found = _quarter(t, one.period), one.together.found
        if found is None:
            yield t("all_practices.column_untold", quarter=quarter)
        else:
            named = rows(t, Told(found.in_classes, True), options)
            counts = ", ".join(t("summary.option", label=label, count=count) for label, count in named)
            yield t("all_practices.column", quarter=quarter, counts=counts, shown=one.together.shown)


def on_trend(
    t: Translator, question: CentralQuestion, options: Sequence[Option], quarters: Sequence[QuarterView]
) -> OnProgrammeTrend:
    """Every word on the picture of these quarters; at least one."""
    labels = [_quarter(t, one.period) for one in quarters]
    period = t("window.days", first=labels[0], last=labels[-1])
    asked, notes = t.pick(question.text), [t("all_practices.by_quarter")]
    notes += [about_gaps(t)] if any(one.together.found is None for one in quarters) else []
    return OnProgrammeTrend(
        title=plain(t("all_practices.title")),
        period=plain(period),
        question=plain(asked),
        labels=[plain(label) for label in labels],
        classes=[plain(t(f"class.{name}")) for name in classes(options)],
        asked=plain(t("trend.asked")),
        notes=[plain(note) for note in notes],
        description=described(t, asked, len(quarters), period, notes),
    )


def _quarter(t: Translator, period: Period) -> Markup:
    return t("all_practices.quarter", quarter=period.quarter, year=f"’{(period.year or 0) % 100:02}")
