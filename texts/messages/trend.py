"""*Verloop*: the figures of the last rounds under each other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from programme.model import CentralQuestion
from rules.access import ANSWERING
from rules.summary import RoundFigures
from texts.catalogue import Translator
from texts.escaping import Markup
from texts.layout import bold, column, lines, paragraphs
from texts.message import Message, button
from texts.taps.summary import SummaryShown


@dataclass(frozen=True, slots=True)
class TrendView:
    """A practice's last closed rounds, oldest first. central, most (the highest score): by central key."""

    practice_id: int
    practice: str
    rounds: Sequence[RoundFigures]
    central: Mapping[str, CentralQuestion]
    most: Mapping[str, int]


def trend(t: Translator, view: TrendView) -> Message:
    """Averages and response by round; a round with too few answers says so."""
    back = column(button(t("button.to_summary"), SummaryShown(view.practice_id, 0)))
    if not view.rounds:
        return Message(t("trend.none_yet", practice=view.practice), back)
    questions = (_question(t, view, key) for key in view.central)
    head = t("trend.head", practice=view.practice)
    return Message(paragraphs(head, *questions, _responses(t, view)), back, protected=True)


def _question(t: Translator, view: TrendView, key: str) -> Markup:
    rows = (_mean(t, view, key, one) for one in view.rounds)
    return lines(bold(t.pick(view.central[key].short)), *rows)


def _mean(t: Translator, view: TrendView, key: str, one: RoundFigures) -> Markup:
    found = one.figures.central.get(key)
    when = {"number": one.number, "day": t.short_day(one.opened_on)}
    if found is None:
        return t("trend.hidden", **when)
    return t.many("trend.mean", found.n, mean=t.number(found.mean), most=view.most[key], **when)


def _responses(t: Translator, view: TrendView) -> Markup:
    return lines(t("trend.responses"), *_by_role(t, view))


def _by_role(t: Translator, view: TrendView) -> Iterator[Markup]:
    for role in ANSWERING:
        for one in view.rounds:
            response = one.figures.response.get(role)
            if response:
                when = {"number": one.number, "day": t.short_day(one.opened_on)}
                yield t(f"trend.{role}", answered=response.answered, eligible=response.eligible, **when)
