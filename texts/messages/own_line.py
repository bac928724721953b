"""`/mijnlijn`: somebody's own answers, in words and as a small picture. Only for that person."""

from collections.abc import Mapping, Sequence

from programme.form import Option
from programme.model import CentralQuestion
from rules.own_line import OwnAnswer, OwnLine
from texts.catalogue import Translator
from texts.escaping import Markup, plain
from texts.layout import bold, lines, paragraphs
from texts.message import File, Message

Centrals = Mapping[str, CentralQuestion]
Scales = Mapping[str, Sequence[Option]]


def own_line(t: Translator, found: Sequence[OwnLine], central: Centrals, scales: Scales) -> Message:
    """By central question each day's answer; that there is nothing yet, when there is not."""
    said = [_of_question(t, one, central, scales) for one in found if one.answers]
    text = paragraphs(t("own_line.head"), *said, t("own_line.whose")) if said else t("own_line.none")
    return Message(text, silent=True, protected=True)


def _of_question(t: Translator, one: OwnLine, central: Centrals, scales: Scales) -> Markup:
    each = (_answer(t, answer, scales[one.central]) for answer in one.answers)
    return lines(bold(t.pick(central[one.central].short)), *each)


def _answer(t: Translator, answer: OwnAnswer, options: Sequence[Option]) -> Markup:
    label = next((t.pick(option.label) for option in options if option.key == answer.option), Markup(answer.option))
    return t("own_line.answer", day=t.short_day(answer.opened_on), answer=label)


def on_picture(t: Translator) -> tuple[str, str]:
    """Its two lines at the top: what it shows, and to whom."""
    return plain(t("own_line.title")), plain(t("own_line.only_yours"))


def with_picture(t: Translator, said: Message, picture: File) -> Message:
    """The words, and the picture below them."""
    return Message(t("own_line.caption"), file=picture, silent=True, protected=True, ahead=(said,))
