"""The words on a picture of *Verloop*, without formatting, and the picture in words: the same as the text above."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from rules.window_figures import Window
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup, length, plain
from texts.layout import in_a_row
from texts.message import CAPTION
from texts.messages.told import classes, verdict
from texts.messages.trend_notes import about_break, about_gaps, about_threes, notes
from texts.messages.trend_view import TrendView


class OnTrend(Struct, frozen=True):
    """By where it stands. labels: by window. notes: what there is to say of it. description: all of it in words."""

    title: str
    period: str
    question: str
    labels: Sequence[str]
    classes: Sequence[str]
    highest: str
    lowest: str
    asked: str
    notes: Sequence[str]
    description: Markup


def on_trend(t: Translator, view: TrendView, key: str, windows: Sequence[Window]) -> OnTrend:
    """Every word on it but the names of experiments. windows: those that are shown, at least one."""
    told = [one for one in windows if one.told(key)]
    scales = [view.options(key, one) for one in told or windows]
    first, last = windows[0].begun_on, windows[-1].ended_on or windows[-1].begun_on
    period = t("window.days", first=t.long_day(first), last=t.long_day(last))
    said = list(_said(t, view, key, windows))
    question = t.pick(view.central[key].text)
    return OnTrend(
        title=plain(t("trend.title", practice=view.practice)),
        period=plain(period),
        question=plain(question),
        labels=[t.short_day(one.ended_on or one.begun_on) for one in windows],
        classes=[plain(t(f"class.{name}")) for name in max(map(classes, scales), key=len)],
        highest=plain(t.pick(scales[-1][-1].label)),
        lowest=plain(t.pick(scales[-1][0].label)),
        asked=plain(t("trend.asked")),
        notes=[plain(one) for one in said],
        description=described(t, question, len(windows), period, said),
    )


def described(t: Translator, question: Markup, windows: int, period: Markup, notes: Sequence[Markup]) -> Markup:
    """The picture in words, as far as they fit below it: all of it stands in the text above."""
    head = t("trend.described", question=question, n=windows, period=period)
    texts = (in_a_row(head, *notes[:most], t("trend.in_words")) for most in range(len(notes), -1, -1))
    return next(text for text in texts if length(text) <= CAPTION)


def more(t: Translator, number: int) -> str:
    """Of experiments that have no room; nothing when all have."""
    return plain(t.many("summary.more_experiments", number)) if number > 0 else ""


def _said(t: Translator, view: TrendView, key: str, windows: Sequence[Window]) -> list[Markup]:
    """In the order in which it matters."""
    runs = notes(t, view.stretches(key)) if view.by_round else []
    breaks = [about_break(t, begin, windows[place]) for place, begin in view.breaks(key, windows).items()]
    threes = [] if view.by_round else [about_threes(t, view.next_figures.minimum_group)]
    gaps = [about_gaps(t)] if any(one.told(key) is None for one in windows) else []
    return [*_newest(t, view, key, windows), *runs, *breaks, *threes, *gaps]


def _newest(t: Translator, view: TrendView, key: str, windows: Sequence[Window]) -> Iterator[Markup]:
    """The newest figure, and whether it changed."""
    newest = next((one for one in reversed(windows) if one.told(key)), None)
    if newest and (found := newest.told(key)):
        shows_mean = view.by_round and found.mean is not None
        last = t("trend.last", mean=t.number(found.mean or 0), most=len(found.counts)) if shows_mean else NOTHING
        if said := in_a_row(last, verdict(t, newest, key)):
            yield said
