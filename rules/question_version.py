"""What a version of a question stands for: how it was asked, and with which answers to choose from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Self

import orjson

from programme.model import Programme, Question


class QuestionChanged(Exception):
    """A question that has answers is asked otherwise under the same version: its figures would add up two things."""


@dataclass(frozen=True, slots=True)
class QuestionVersion:
    """wording: {"text": {language: words}, "options": [[key, {language: words}], …], "above": words}, options in order.

    fingerprint: of what an answer means, so of everything but the translations: kind, central question, options, their
    order, and the words in the programme's first language. above: of the central question that stands above it.
    """

    question: str
    version: int
    fingerprint: str
    wording: Mapping[str, Any]

    def means_as(self, other: Self) -> bool:
        """Whether an answer to it means the same. What was kept without the words above it tells nothing of those."""
        above, others = (one.wording.get("above") for one in (self, other))
        return self.fingerprint == other.fingerprint and (above is None or others is None or above == others)


def versions(programme: Programme) -> list[QuestionVersion]:
    """Of every question as the programme file asks it now."""
    first = programme.languages[0]
    above = {central.key: central.text[first] for central in programme.central_questions}
    every = (question for form in programme.forms for question in form.questions)
    return [_of(question, first, above.get(question.central or "", "")) for question in every]


def _of(question: Question, language: str, above: str) -> QuestionVersion:
    meant: list[object] = [question.kind, question.central, question.per_experiment, question.text[language]]
    meant += [[option.key, option.label[language]] for option in question.options]
    options = [[one.key, dict(one.label)] for one in question.options]
    wording = {"text": dict(question.text), "options": options, "above": above}
    return QuestionVersion(question.key, question.version, _fingerprint(meant), wording)


def _fingerprint(meant: Sequence[object]) -> str:
    return sha256(orjson.dumps(meant)).hexdigest()[:16]
