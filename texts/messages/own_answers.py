"""What somebody answered, in words: each question as it was asked then, and the answer."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from texts.catalogue import Translator
from texts.escaping import plain


class AnswerView(Struct, frozen=True):
    """wording: of a question's version, as rules.question_version has it; None: it is not known any more.

    question: its key. experiment: the title. option, text: both None: skipped.
    """

    question: str
    wording: Mapping[str, Any] | None
    experiment: str | None
    option: str | None
    text: str | None


class CheckInAnswers(Struct, frozen=True):
    """practice: its name. opened_on: the local day on which its round opened."""

    practice: str
    opened_on: date
    answers: Sequence[AnswerView]


class ConsentView(Struct, frozen=True):
    """A yes or a no for a purpose, on a local day."""

    purpose: str
    given: bool
    on: date


def title(t: Translator, nickname: str | None = None) -> str:
    """Of the page. nickname: of somebody without Telegram, whose it is."""
    return plain(t("own_answers.title_of", nickname=nickname) if nickname else t("own_answers.title"))


def intro(t: Translator, made_on: date) -> list[str]:
    """When it was made, and that there is more."""
    return [plain(t("own_answers.made", day=t.long_day(made_on))), plain(t("own_answers.about"))]


def nothing(t: Translator) -> str:
    return plain(t("own_answers.nothing"))


def heading(t: Translator, check_in: CheckInAnswers) -> str:
    return plain(t("own_answers.round", practice=check_in.practice, day=t.long_day(check_in.opened_on)))


def line(t: Translator, answer: AnswerView) -> tuple[str, str]:
    """What was asked, and what was answered."""
    return _asked(t, answer), _answered(t, answer)


def consents(t: Translator, given: Sequence[ConsentView]) -> tuple[str, list[tuple[str, str]]]:
    """What was said yes or no to: the heading, and a line each."""
    lines = [(plain(t(f"purpose.{one.purpose}")), _chosen(t, one)) for one in given]
    return plain(t("own_answers.consents")), lines


def _chosen(t: Translator, one: ConsentView) -> str:
    return plain(t("own_answers.yes" if one.given else "own_answers.no", day=t.long_day(one.on)))


def _asked(t: Translator, answer: AnswerView) -> str:
    if answer.wording is None:
        return answer.question
    return plain(t.pick(answer.wording["text"])).replace("{experiment}", answer.experiment or "")


def _answered(t: Translator, answer: AnswerView) -> str:
    if answer.text is not None:
        return answer.text
    if answer.option is None:
        return plain(t("answer.skipped"))
    labels = dict(answer.wording["options"]) if answer.wording else {}
    return plain(t.pick(labels[answer.option])) if answer.option in labels else answer.option
