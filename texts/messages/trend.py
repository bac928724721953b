"""*Verloop*: what was told of the last windows under each other, and how many answered in the last rounds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from programme.model import CentralQuestion, Option
from rules.access import ANSWERING
from rules.summary import RoundFigures
from rules.window_figures import Window
from texts.catalogue import Translator
from texts.escaping import Markup
from texts.layout import bold, column, lines, paragraphs
from texts.message import Message, button
from texts.messages.next_figures import NextFigures, next_figures
from texts.messages.told import in_a_line
from texts.taps.summary import SummaryShown


@dataclass(frozen=True, slots=True)
class TrendView:
    """A practice's last closed rounds and windows, oldest first. central, scale_options: by central key."""

    practice_id: int
    practice: str
    rounds: Sequence[RoundFigures]
    windows: Sequence[Window]
    next_figures: NextFigures
    central: Mapping[str, CentralQuestion]
    scale_options: Mapping[str, Sequence[Option]]


def trend(t: Translator, view: TrendView) -> Message:
    """What caregivers answered by window, and how many did by round; of a window that is not told just that."""
    back = column(button(t("button.to_summary"), SummaryShown(view.practice_id, 0)))
    if not view.rounds:
        return Message(t("trend.none_yet", practice=view.practice), back)
    asked = (_question(t, view, key) for key in view.central)
    questions = asked if view.windows else [next_figures(t, view.next_figures)]
    head = t("trend.head", practice=view.practice)
    return Message(paragraphs(head, *questions, _responses(t, view)), back, protected=True)


def _question(t: Translator, view: TrendView, key: str) -> Markup:
    each = (in_a_line(t, window, key, view.scale_options[key]) for window in view.windows)
    return lines(bold(t.pick(view.central[key].short)), *each)


def _responses(t: Translator, view: TrendView) -> Markup:
    return lines(t("trend.responses"), *_by_role(t, view))


def _by_role(t: Translator, view: TrendView) -> Iterator[Markup]:
    for role in ANSWERING:
        for one in view.rounds:
            response = one.figures.response.get(role)
            if response:
                when = {"number": one.number, "day": t.short_day(one.opened_on)}
                yield t(f"trend.{role}", answered=response.answered, eligible=response.eligible, **when)
