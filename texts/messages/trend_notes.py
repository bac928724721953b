"""What is said of a run of windows: something to talk about, never a judgement; and from when anything is."""

from collections.abc import Iterator, Sequence
from itertools import islice

from rules.run_chart import BASIS, Signal
from rules.telling import OPTIONS_FROM
from rules.trend import Begin, Stretch
from rules.window_figures import Window
from texts.catalogue import Translator
from texts.escaping import Markup

#: So much of what was ever said of a question is said again.
_NEWEST = 3


def notes(t: Translator, runs: Sequence[Stretch]) -> list[Markup]:
    """Of each median what was ever said, the newest first; of the one in force what it is."""
    newest = runs[-1]
    ever = ((run, one) for run in reversed(runs) for one in reversed(run.signals))
    signals = (_signal(t, *said) for said in islice(ever, _NEWEST))
    return [*signals, *_group(t, newest), *_from_when(t, newest), *_median(t, newest)]


def about_gaps(t: Translator) -> Markup:
    """Why some windows have no figure."""
    return t("trend.gaps")


def about_threes(t: Translator, minimum_group: int) -> Markup:
    """That three rounds are told together and have no median, and from when there can be one."""
    return t("trend.threes", people=max(minimum_group, OPTIONS_FROM), rounds=BASIS)


def about_break(t: Translator, begin: Begin, window: Window) -> Markup:
    """Why something begins anew with this window."""
    return t(f"trend.{begin}", day=t.short_day(window.begun_on))


def _median(t: Translator, run: Stretch) -> Iterator[Markup]:
    if run.median is not None:
        first, last = (t.short_day(window.begun_on) for window in (run.counting[0], run.counting[BASIS - 1]))
        yield t("trend.median", median=t.number(float(run.median)), n=BASIS, first=first, last=last)


def _signal(t: Translator, run: Stretch, signal: Signal) -> Markup:
    first, last = run.counting[signal.first], run.counting[signal.at]
    ended = t.short_day(last.ended_on) if last.ended_on else ""
    return t(f"trend.{signal.kind}", first=t.short_day(first.begun_on), last=ended)


def _group(t: Translator, run: Stretch) -> Iterator[Markup]:
    if run.median is not None and run.group_changed:
        yield t("trend.group_changed")


def _from_when(t: Translator, run: Stretch) -> Iterator[Markup]:
    if run.useful < BASIS:
        yield t("trend.from_when", rounds=BASIS, n=run.useful)
