"""The central questions over all practices, quarter by quarter: in classes, never practice by practice."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from programme.form import Option
from programme.model import CentralQuestion
from rules.period import Period
from rules.programme_view import Together
from rules.telling import Told
from texts.catalogue import Translator
from texts.escaping import Markup, plain
from texts.messages.told import classes, rows
from texts.messages.trend_notes import about_gaps
from texts.messages.trend_picture import described


class QuarterView(Struct, frozen=True):
    """A quarter of a year, what was told of a central question in it, and what there was to choose from then."""

    period: Period
    together: Together
    options: Sequence[Option]


class OnProgrammeTrend(Struct, frozen=True):
    """The words on its picture, without formatting, by where they stand; and all of it in words."""

    title: str
    period: str
    question: str
    labels: Sequence[str]
    classes: Sequence[str]
    breaks: Sequence[int]
    asked: str
    notes: Sequence[str]
    description: Markup


def by_quarter(t: Translator, quarters: Sequence[QuarterView]) -> Iterator[Markup]:
    """A line for each quarter, as far as anything is told of it, and one where the question was asked otherwise."""
    changed = breaks(quarters)
    for place, one in enumerate(quarters):
        quarter, found = _quarter(t, one.period), one.together.found
        if place in changed:
            yield t("trend.question", day=quarter)
        if found is None:
            yield t("all_practices.column_untold", quarter=quarter)
        else:
            named = rows(t, Told(found.in_classes, True), one.options)
            counts = ", ".join(t("summary.option", label=label, count=count) for label, count in named)
            yield t("all_practices.column", quarter=quarter, counts=counts, shown=one.together.shown)


def breaks(quarters: Sequence[QuarterView]) -> list[int]:
    """The places of the quarters that tell of another version of the question than the one that was told before."""
    told = [(place, one.together.asked) for place, one in enumerate(quarters) if one.together.found]
    return [place for (_, before), (place, now) in pairwise(told) if before != now]


def on_trend(t: Translator, question: CentralQuestion, quarters: Sequence[QuarterView]) -> OnProgrammeTrend:
    """Every word on the picture of these quarters; at least one of them is told."""
    labels = [_quarter(t, one.period) for one in quarters]
    period = t("window.days", first=labels[0], last=labels[-1])
    told = [classes(one.options) for one in quarters if one.together.found]
    asked, notes = t.pick(question.text), [t("all_practices.by_quarter")]
    changed = breaks(quarters)
    notes += [t("trend.question", day=labels[place]) for place in changed]
    notes += [about_gaps(t)] if any(one.together.found is None for one in quarters) else []
    return OnProgrammeTrend(
        title=plain(t("all_practices.title")),
        period=plain(period),
        question=plain(asked),
        labels=[plain(label) for label in labels],
        classes=[plain(t(f"class.{name}")) for name in max(told, key=len)],
        breaks=changed,
        asked=plain(t("trend.asked")),
        notes=[plain(note) for note in notes],
        description=described(t, asked, len(quarters), period, notes),
    )


def _quarter(t: Translator, period: Period) -> Markup:
    return t("all_practices.quarter", quarter=period.quarter, year=f"’{(period.year or 0) % 100:02}")
