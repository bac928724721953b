"""*Verloop*: what was told of the last windows under each other, and how many answered in the last rounds."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from rules.access import ANSWERING
from rules.run_chart import BASIS
from rules.summary import RoundFigures
from rules.telling import Told
from rules.window import SEVERAL
from rules.window_figures import Window
from texts.catalogue import Translator
from texts.escaping import NOTHING, Markup, length, shortened
from texts.layout import Rows, bold, column, in_a_row, lines, paragraphs
from texts.message import LIMIT, File, Message, button
from texts.messages.next_figures import next_figures
from texts.messages.told import rows, short_days, verdict
from texts.messages.trend_notes import about_break, about_gaps, about_threes, notes
from texts.messages.trend_view import Lasted, TrendView
from texts.taps.summary import MedianBegunAnew, MedianQuestioned, SummaryShown, TrendShown

#: So many windows are shown; fewer when they do not fit one message.
WINDOWS = (24, 18, 12, 9, 6, 4, 2, 1)
#: So many experiments are named, with so many characters of their titles.
NAMED, TITLE = 8, 60


def shown(t: Translator, view: TrendView) -> Sequence[Window]:
    """The newest windows, as many as fit one message: the pictures show the same."""
    most = next((most for most in WINDOWS if length(_text(t, view, view.windows[-most:])) <= LIMIT), 1)
    return view.windows[-most:]


def trend(t: Translator, view: TrendView) -> Message:
    """What caregivers answered by window, and how many did by round; of a window that is not told just that."""
    if not view.rounds:
        return Message(t("trend.none_yet", practice=view.practice), _buttons(t, view))
    return Message(_text(t, view, shown(t, view)), _buttons(t, view), protected=True)


def with_pictures(t: Translator, view: TrendView, pictures: Sequence[tuple[Markup, File]]) -> Message:
    """The words, and behind them each picture (its description, what draws it)."""
    said = trend(t, view)
    if not pictures:
        return said
    *before, last = [Message(words, file=file, silent=True, protected=True) for words, file in pictures]
    return replace(last, ahead=(said, *before))


def median_question(t: Translator, practice_id: int, practice: str) -> Message:
    """What it does, before it is done: it cannot be undone."""
    buttons = (
        button(t("button.new_median_yes"), MedianBegunAnew(practice_id)),
        button(t("button.new_median_no"), TrendShown(practice_id)),
    )
    return Message(t("trend.median_question", practice=practice, n=BASIS), column(*buttons))


def _buttons(t: Translator, view: TrendView) -> Rows:
    back = button(t("button.to_summary"), SummaryShown(view.practice_id, 0))
    if not view.coordinates or not any(_has_median(view, key) for key in view.central):
        return column(back)
    return column(button(t("button.new_median"), MedianQuestioned(view.practice_id)), back)


def _has_median(view: TrendView, key: str) -> bool:
    return view.by_round and view.stretches(key)[-1].median is not None


def _text(t: Translator, view: TrendView, windows: Sequence[Window]) -> Markup:
    asked = (_question(t, view, key, windows) for key in view.central)
    questions = asked if windows else [next_figures(t, view.next_figures)]
    head, below = t("trend.head", practice=view.practice), _below(t, view, windows)
    return paragraphs(head, *questions, *below, _experiments(t, view, windows), _responses(t, view, windows))


def _below(t: Translator, view: TrendView, windows: Sequence[Window]) -> Iterator[Markup]:
    """What is said once for all questions."""
    if any(window.told(key) is None for window in windows for key in view.central):
        yield about_gaps(t)
    if windows and not view.by_round:
        yield about_threes(t, view.next_figures.minimum_group)


def _question(t: Translator, view: TrendView, key: str, windows: Sequence[Window]) -> Markup:
    said = notes(t, view.stretches(key)) if view.by_round else []
    return lines(bold(t.pick(view.central[key].short)), *_windows(t, view, key, windows), *said)


def _windows(t: Translator, view: TrendView, key: str, windows: Sequence[Window]) -> Iterator[Markup]:
    newest = next((one for one in reversed(windows) if one.told(key)), None)
    breaks = view.breaks(key, windows)
    for place, window in enumerate(windows):
        if place in breaks:
            yield about_break(t, breaks[place], window)
        yield _told(t, view, key, window, is_newest=window is newest)


def _told(t: Translator, view: TrendView, key: str, window: Window, *, is_newest: bool) -> Markup:
    """Of each window that it clearly changed is said, and of the newest whether it did."""
    found, when = window.told(key), short_days(t, window)
    if found is None:
        return t("trend.untold", days=when)
    if found.mean is None or not view.by_round:
        said = t("trend.classes", days=when, counts=_counts(t, view, key, window, found))
    else:
        said = t("trend.average", days=when, mean=t.number(found.mean), most=len(found.counts))
    tells = is_newest or window.verdict(key) in ("higher", "lower")
    compared = verdict(t, window, key) if tells else NOTHING
    return in_a_row(Markup(f"{said}."), compared) if compared else said


def _counts(t: Translator, view: TrendView, key: str, window: Window, found: Told) -> str:
    named = rows(t, Told(found.in_classes, True), view.options(key, window))
    return ", ".join(t("summary.option", label=label, count=count) for label, count in named)


def _experiments(t: Translator, view: TrendView, windows: Sequence[Window]) -> Markup:
    there = [one for key in view.central for one in view.in_time(key, windows)]
    if not there:
        return NOTHING
    left = len(there) - NAMED
    more = t.many("summary.more_experiments", left) if left > 0 else NOTHING
    return lines(t("summary.experiments"), *(_lasted(t, one) for one in there[:NAMED]), more)


def _lasted(t: Translator, one: Lasted) -> Markup:
    title, begun = shortened(one.title, TITLE), t.short_day(one.begun_on)
    if one.ended_on is None:
        return t("trend.experiment_runs", title=title, first=begun)
    return t("trend.experiment_ended", title=title, first=begun, last=t.short_day(one.ended_on))


def _responses(t: Translator, view: TrendView, windows: Sequence[Window]) -> Markup:
    first = windows[0].first if windows else 0
    held = [one for one in view.rounds if one.number >= first][-SEVERAL * (len(windows) + 1) :]
    return lines(t("trend.responses"), *_by_role(t, held))


def _by_role(t: Translator, held: Sequence[RoundFigures]) -> Iterator[Markup]:
    for role in ANSWERING:
        for one in held:
            response = one.figures.response.get(role)
            if response:
                when = {"number": one.number, "day": t.short_day(one.opened_on)}
                yield t(f"trend.{role}", answered=response.answered, eligible=response.eligible, **when)
