"""Figures of a window as far as they are told: the days they are of, and how many gave each answer."""

from collections.abc import Sequence

from programme.form import Option
from rules.telling import Told
from rules.window_figures import Window
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup
from texts.layout import in_a_row

CLASSES = ("low", "middle", "high")


def untold(t: Translator) -> Markup:
    """The one sentence for whatever is not told, which tells not why: too few and too much alike must not differ."""
    return t("summary.untold")


def days(t: Translator, window: Window) -> Markup:
    """From the opening of its first round to the closing of its last."""
    ended = t.day(window.ended_on) if window.ended_on else ""
    return t("window.days", first=t.day(window.begun_on), last=ended)


def short_days(t: Translator, window: Window) -> Markup:
    """The same, where there is little room."""
    ended = t.short_day(window.ended_on) if window.ended_on else ""
    return t("window.days", first=t.short_day(window.begun_on), last=ended)


def verdict(t: Translator, window: Window, central: str) -> Markup:
    """Whether it changed since the window before by more than chance; nothing where there is nothing to compare."""
    found = window.verdict(central)
    return t(f"change.{found}") if found else NOTHING


def classes(options: Sequence[Option]) -> tuple[str, ...]:
    """The keys of the classes that this scale has, the lowest first. One without a middle has two."""
    return CLASSES if len(options) % 2 else (CLASSES[0], CLASSES[-1])


def keyed(t: Translator, told: Told, options: Sequence[Option]) -> list[tuple[str, Markup, int]]:
    """(key, words, how many) by class or by option, from low to high."""
    if not told.by_class:
        return [(one.key, t.pick(one.label), count) for one, count in zip(options, told.counts, strict=True)]
    counts = dict(zip(CLASSES, told.counts, strict=True))
    return [(name, t(f"class.{name}"), counts[name]) for name in classes(options)]


def rows(t: Translator, told: Told, options: Sequence[Option]) -> list[tuple[Markup, int]]:
    """(words, how many), in the same order."""
    return [(words, count) for _, words, count in keyed(t, told, options)]


def in_a_line(t: Translator, window: Window, central: str, options: Sequence[Option]) -> Markup:
    """Its days, and what was answered to this central question by class; or the one sentence that it is not told."""
    found, when = window.told(central), short_days(t, window)
    if found is None:
        return t("trend.untold", days=when)
    named = rows(t, Told(found.in_classes, True), options)
    counts = ", ".join(t("summary.option", label=label, count=count) for label, count in named)
    said, compared = t("trend.classes", days=when, counts=counts), verdict(t, window, central)
    return in_a_row(Markup(f"{said}."), compared) if compared else said
